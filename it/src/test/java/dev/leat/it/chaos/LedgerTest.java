package dev.leat.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatThePenHasWrittenWithoutBeingClosed() throws Exception {
        Path path = folder.resolve("ledger");
        long thread = Thread.currentThread().getId();
        try (Pen pen = new Pen(path)) {
            pen.started(10, 3, 1, 99, 1);
            pen.ended(20, true);
            pen.started(30, 3, 1, 100, 2);
            pen.ended(40, false);
            pen.started(50, 4, 1, 100, 1);

            assertThat(Ledger.read(7, path))
                    .containsExactly(
                            new Call(7, thread, 3, 1, 99, 1, 10, 20, Call.Outcome.DONE),
                            new Call(7, thread, 3, 1, 100, 2, 30, 40, Call.Outcome.FAILED),
                            new Call(7, thread, 4, 1, 100, 1, 50, Call.NEVER, Call.Outcome.UNKNOWN));
        }
    }

    @Test
    void aLineThatAKilledMemberDidNotFinishWasNotWritten() throws Exception {
        Path torn = Files.writeString(folder.resolve("torn"), "S 10 1 3 0 0 1\nE 20 1 do");

        assertThat(Ledger.read(1, torn))
                .containsExactly(new Call(1, 1, 3, 0, 0, 1, 10, Call.NEVER, Call.Outcome.UNKNOWN));
    }

    @Test
    void refusesCallsThatDoNotBeginOrBeginInAnother() throws Exception {
        Path noStart = Files.writeString(folder.resolve("noStart"), "E 20 1 done\n");
        Path noEnd = Files.writeString(folder.resolve("noEnd"), "S 10 1 3 0 0 1\nS 20 1 3 0 1 1\n");

        assertThatThrownBy(() -> Ledger.read(1, noStart)).hasMessageContaining("never began");
        assertThatThrownBy(() -> Ledger.read(1, noEnd)).hasMessageContaining("begins a call in another");
    }

    @Test
    void workIsReadFromItsBytes() {
        for (Work.Fate fate : Work.Fate.values()) {
            Work work = new Work(17, fate, 2_999);

            assertThat(Work.read(work.bytes())).isEqualTo(work);
        }
    }
}
