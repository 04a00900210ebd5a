package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTextTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsNotThere() {
        assertThat(problem(folder.resolve("order.yaml")).what()).isEqualTo("it is not there");
    }

    @Test
    void aFolder() {
        assertThat(problem(folder).what()).isEqualTo("it is a folder");
        assertThat(problem(folder).remedy()).isEqualTo("name the files in it");
    }

    @Test
    void whatIsNoText() throws IOException {
        Path file = folder.resolve("order.yaml");
        Files.write(file, new byte[] {'a', (byte) 0xff, 'b'});

        assertThat(problem(file).what()).isEqualTo("it is no text in UTF-8");
    }

    @Test
    void whatIsFarTooLargeIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("order.yaml");
        byte[] large = new byte[FileText.MOST + 1];
        Arrays.fill(large, (byte) '#');
        Files.write(file, large);

        assertThat(problem(file).what()).isEqualTo("it is larger than 8 MiB");
    }

    @Test
    void aTextIsReadWithTheNameOfItsFile() throws IOException {
        Path file = folder.resolve("order.yaml");
        Files.writeString(file, "flow: größe", StandardCharsets.UTF_8);

        assertThat(FlowFile.read(file).problems())
                .extracting(Problem::file)
                .isNotEmpty()
                .containsOnly(file.toString());
    }

    private static Problem problem(Path file) {
        assertThat(MachineFile.read(file).problems())
                .as("the same of a machine")
                .isEqualTo(FlowFile.read(file).problems());
        return FlowFile.read(file).problems().get(0);
    }
}
