package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path temp;

    @Test
    void keepsTheClusterIdOfAFolder() {
        var path = temp.resolve("new/folder");
        String first;
        try (var folder = DataFolder.at(path, 1)) {
            first = folder.clusterId();
            assertThat(folder.fresh()).isTrue();
        }

        try (var folder = DataFolder.at(path, 1)) {
            assertThat(folder.clusterId()).isEqualTo(first);
            assertThat(folder.fresh()).isFalse();
        }
    }

    @Test
    void refusesAFolderInUseAndNamesTheProcess() {
        try (var held = DataFolder.at(temp, 1)) {
            assertThatThrownBy(() -> DataFolder.at(held.root(), 1))
                    .isInstanceOf(DataFolderException.class)
                    .hasMessageContaining(temp.toString())
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void refusesAFolderOfSomebodyElseAndLeavesItAlone() throws IOException {
        Files.writeString(temp.resolve("thesis.txt"), "words");

        assertThatThrownBy(() -> DataFolder.at(temp, 1))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("not a data folder of Leat")
                .hasMessageContaining("thesis.txt");
        assertThat(temp).isDirectoryNotContaining(path -> !path.endsWith("thesis.txt"));
    }

    @Test
    void refusesAFolderMadeForAnotherNumberOfNodes() {
        DataFolder.at(temp, 1).close();

        assertThatThrownBy(() -> DataFolder.at(temp, 3))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("made for nodes(1)");
    }

    @Test
    void refusesAPathWhereNoFolderCanBe() throws IOException {
        var file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.at(file.resolve("data"), 1))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("not writable");
    }

    @Test
    void deletesATemporaryFolder() throws IOException {
        var folder = DataFolder.temporary(1);
        Files.createDirectories(folder.node(1).resolve("topic-0"));
        Files.writeString(folder.node(1).resolve("topic-0/log"), "records");

        folder.close();

        assertThat(folder.root()).doesNotExist();
    }

    @Test
    void deletesTemporaryFoldersOfProcessesThatWereKilled() throws IOException {
        var orphan = Files.createTempDirectory("leat-embedded-");
        Files.writeString(orphan.resolve("leat-embedded.properties"), "temporary=true");

        try (var held = DataFolder.temporary(1);
                var next = DataFolder.temporary(1)) {
            // By this process, or by another that starts a broker just now and is not done with it yet.
            await().atMost(10, TimeUnit.SECONDS).until(() -> Files.notExists(orphan));
            assertThat(held.root()).isDirectory();
            assertThat(next.root()).isDirectory();
        }
    }

    @Test
    void keepsAFolderThatOnlyLooksTemporary() throws IOException {
        var mine = Files.createTempDirectory("leat-embedded-");
        DataFolder.at(mine, 1).close();

        DataFolder.temporary(1).close();

        assertThat(mine).isDirectory();
        Files.delete(mine.resolve("leat-embedded.properties"));
        Files.delete(mine.resolve("leat-embedded.lock"));
        Files.delete(mine);
    }
}
