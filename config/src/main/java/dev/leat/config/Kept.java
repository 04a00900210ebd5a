package dev.leat.config;

import dev.leat.core.SerdeException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in force, for the next start, if there is a place for it: a disk that is full or damaged harms nobody, and is told. Kept by one thread at a time, looked at from any. */
final class Kept {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final String namespace;
    private final @Nullable LastKnownGood file;
    private volatile @Nullable String notKept;

    /** @param file null for nowhere */
    Kept(String namespace, @Nullable LastKnownGood file) {
        this.namespace = namespace;
        this.file = file;
    }

    /** Why the last one could not be kept. */
    Optional<String> notKept() {
        return Optional.ofNullable(notKept);
    }

    /** Empty also if it cannot be used, which is logged. */
    Optional<Revision> read() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return file.read();
        } catch (SerdeException | UncheckedIOException e) {
            LOG.warn("configuration '{}': the last known good version cannot be used: {}", namespace, e.getMessage());
            return Optional.empty();
        }
    }

    /** @param revision what is in force; null if the defaults are again, so that nothing is to be kept */
    void keep(@Nullable Revision revision) {
        if (file == null) {
            return;
        }
        try {
            if (revision == null) {
                file.remove();
            } else {
                file.write(revision);
            }
            notKept = null;
        } catch (UncheckedIOException e) {
            notKept = e.getMessage();
            LOG.warn(
                    "configuration '{}': version {} is in force and could not be kept for a start without Kafka: {}",
                    namespace,
                    revision == null ? 0 : revision.version(),
                    e.getMessage());
        }
    }
}
