package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextTableTest {
    private final Shell shell = new Shell();
    private final TextTable table = new TextTable(shell.terminal(false).out(), "NAME", "N");

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        table.row("a", "1");
        table.row("longer", 2);
        table.end();

        assertThat(shell.outLines()).containsExactly("NAME    N", "a       1", "longer  2");
    }

    @Test
    void withoutRowsThereIsNoHeader() {
        table.end();

        assertThat(shell.out()).isEmpty();
    }

    @Test
    void withoutRowsThereMayBeASentence() {
        table.end("There is none.");

        assertThat(shell.outLines()).containsExactly("There is none.");
    }

    @Test
    void aSentenceForNoRowsIsNotWrittenBesideRows() {
        table.row("a", 1);
        table.end("There is none.");

        assertThat(shell.outLines()).containsExactly("NAME  N", "a     1");
    }

    @Test
    void aLongTableBeginsBeforeItIsComplete() {
        for (int row = 0; row < 1_000; row++) {
            table.row("a" + row, "x");
        }
        assertThat(shell.outLines()).hasSize(1_001);

        table.row("muchlonger", "y");
        table.end();
        assertThat(shell.outLines()).hasSize(1_002).endsWith("a999  x", "muchlonger  y");
    }
}
