package dev.leat.config;

import dev.leat.core.SerdeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The file that has the last version of a namespace that was in force here: what an instance begins with when Kafka is away. */
final class LastKnownGood {
    private static final int CHECKSUM = 64;

    private final Path file;
    private final Disk disk;

    LastKnownGood(Path folder, String namespace, Disk disk) {
        this.file = folder.resolve(URLEncoder.encode(namespace, StandardCharsets.UTF_8) + ".leat.json");
        this.disk = disk;
    }

    Path file() {
        return file;
    }

    /**
     * Empty if there is none.
     *
     * @throws SerdeException if it is damaged
     * @throws UncheckedIOException if it cannot be read
     */
    Optional<Revision> read() {
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
        if (all.length <= CHECKSUM + 1) {
            throw new SerdeException(file + " is too short to be what was written");
        }
        byte[] revision = Arrays.copyOfRange(all, CHECKSUM + 1, all.length);
        if (!new String(all, 0, CHECKSUM, StandardCharsets.US_ASCII).equals(checksum(revision))) {
            throw new SerdeException(file + " is damaged: its checksum is not that of its content; delete it");
        }
        return Optional.of(Envelope.INSTANCE.deserialize(file.toString(), new RecordHeaders(), revision));
    }

    /** @throws UncheckedIOException if it cannot be written; what was there stays */
    void write(Revision revision) {
        byte[] bytes = Envelope.INSTANCE.serialize(file.toString(), new RecordHeaders(), revision);
        byte[] all = new byte[CHECKSUM + 1 + bytes.length];
        System.arraycopy(checksum(bytes).getBytes(StandardCharsets.US_ASCII), 0, all, 0, CHECKSUM);
        all[CHECKSUM] = '\n';
        System.arraycopy(bytes, 0, all, CHECKSUM + 1, bytes.length);
        try {
            disk.replace(file, all);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    /** @throws UncheckedIOException if it cannot be removed */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + ": " + e, e);
        }
    }

    private static String checksum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
