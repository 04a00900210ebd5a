package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code leat broker} with TLS and users leaves for its clients. */
class ClientFilesIT {
    private static final Locale USUAL_LOCALE = Locale.getDefault();

    @TempDir
    Path folder;

    @BeforeEach
    void useRootLocale() {
        // Kafka's SCRAM writes numbers in the digits of the JVM's language, and reads only 0 to 9.
        Locale.setDefault(Locale.ROOT);
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(USUAL_LOCALE);
    }

    @Test
    void eachUserFindsInItsFileWhatItNeedsAndNobodyElseMayReadIt() throws IOException {
        try (Embedded kafka = Embedded.builder()
                .tls()
                .sasl("admin", ClientFiles.newPassword())
                .sasl("shop", ClientFiles.newPassword())
                .authorizer("admin")
                .start()) {
            new ClientFiles(folder).write(kafka, List.of("admin", "shop"));

            Path admin = folder.resolve("admin.properties");
            Path shop = folder.resolve("shop.properties");
            assertThat(Shell.run("topics", "create", "orders", "--config", admin.toString())
                            .exitCode())
                    .isZero();
            assertThat(Shell.run("topics", "list", "--config", admin.toString()).out())
                    .contains("orders");
            assertThat(Shell.run("topics", "list", "--config", shop.toString()).out())
                    .as("it has no rights yet, but logs in")
                    .isEqualTo("There are no topics that this login may see.\n");
            assertThat(folder.resolve("ca.pem")).content().startsWith("-----BEGIN CERTIFICATE-----");
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                for (Path file : List.of(admin, shop)) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void passwordsAreMadeAnewEachTime() {
        assertThat(ClientFiles.newPassword()).hasSize(32).isNotEqualTo(ClientFiles.newPassword());
    }
}
