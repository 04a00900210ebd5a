package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that is killed while it writes the file that it is to begin with the next time. */
class KilledKeepingIT {
    private static final int KILLS = 2 * Integer.getInteger("leat.config.kills", 5);

    @TempDir
    private Path folder;

    @Test
    void theFileIsOneWholeVersionWheneverItsWriterIsKilled() throws Exception {
        Random random = new Random(20261122);
        LastKnownGood file = new LastKnownGood(folder, "orders", Disk.REAL);
        long last = 0;
        long cutShort = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> said;
            try (Child child = Child.start(KeepingMain.class, List.of(folder.toString(), Long.toString(last + 1)))) {
                last = Long.parseLong(child.says());
                assertThat(file.read().orElseThrow().version()).isGreaterThanOrEqualTo(last);
                child.goesOn(random.nextInt(60));
                said = child.kill();
            }
            long told = said.isEmpty() ? last : Long.parseLong(said.get(said.size() - 1));
            last = file.read().orElseThrow().version();

            assertThat(last).as("what was written before it was killed").isBetween(told, told + 1);
            assertThat(file.read().orElseThrow().hash())
                    .isEqualTo(KeepingMain.revision(last).hash());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                    .isEqualTo("rw-------");
            List<String> there = there();
            assertThat(there).contains("orders.leat.json").isSubsetOf("orders.leat.json", "orders.leat.json.new");
            cutShort += there.size() - 1;
        }

        file.write(KeepingMain.revision(last + 1));
        assertThat(there()).as("what was left of kills is gone").containsExactly("orders.leat.json");
        System.out.println("killed " + KILLS + " times by version " + last + ", " + cutShort + " times within a write");
    }

    private List<String> there() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
