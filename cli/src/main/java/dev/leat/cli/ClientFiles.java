package dev.leat.cli;

import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What clients of a secured broker need, as files that only this user of the machine may read: a properties file for each of its users. */
final class ClientFiles {
    private static final int PASSWORD_BYTES = 16;
    private static final String AUTHORITIES = "ssl.truststore.certificates";

    private final Path folder;

    ClientFiles(Path folder) {
        this.folder = folder;
    }

    static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * @param users whose files are written; none for one file without a login
     * @return where they are
     */
    Path write(Embedded kafka, List<String> users) {
        try {
            Files.createDirectories(folder);
            if (users.isEmpty()) {
                write("client", kafka.clientProperties());
            }
            for (String user : users) {
                write(user, kafka.clientProperties(user));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(privately(file), StandardCharsets.UTF_8)) {
            properties.store(writer, "For --config of leat, and for Kafka's own tools.");
        }
        String authorities = settings.get(AUTHORITIES);
        if (authorities != null) {
            Files.writeString(privately(folder.resolve("ca.pem")), authorities); // for clients in other languages
        }
    }

    private static Path privately(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.createFile(file);
    }
}
