package dev.leat.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path folder = Path.of("");

    private String read(String text) throws IOException {
        return SecretFile.read(Files.writeString(folder.resolve("secret"), text));
    }

    /** Editors put a line break at the end; anything else may be part of the secret. */
    @Test
    void onlyTheLastLineBreakIsNoPartOfTheSecret() throws IOException {
        assertThat(read("word")).isEqualTo("word");
        assertThat(read("word\n")).isEqualTo("word");
        assertThat(read("word\r\n")).isEqualTo("word");
        assertThat(read(" word \t\n")).isEqualTo(" word \t");
        assertThat(read("word\u00a0")).isEqualTo("word\u00a0");
        assertThat(read("word\n\n")).isEqualTo("word\n");
        assertThat(read("two\nlines\n")).isEqualTo("two\nlines");
        assertThat(read("\n")).isEmpty();
    }

    @Test
    void oneThatIsNotThereIsToldByItsPath() {
        assertThatThrownBy(() -> SecretFile.read(folder.resolve("none")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.resolve("none").toString())
                .hasMessageContaining("is it there, and may this process read it?");
    }
}
