package dev.leat.config;

import dev.leat.core.Leat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was published, as Kafka says now: what is in force, and what was. From any thread. */
final class Past {
    /** Longer than it takes a broker to show a transaction that it has committed. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration RECENT = Duration.ofMinutes(1);

    private final Leat leat;
    private final ConfigTopic topic;
    private final Writing writing;

    Past(Leat leat, ConfigTopic topic, Writing writing) {
        this.leat = leat;
        this.topic = topic;
        this.writing = writing;
    }

    Optional<Revision> newest(String namespace) {
        return Optional.ofNullable(writing.known().forAll(namespace));
    }

    /** Whomever it is for; 0 if there was none. */
    long highest(String namespace) {
        Revision newest = writing.known().newest(namespace);
        return newest == null ? 0 : newest.version();
    }

    Optional<Revision> newestForSome(String namespace) {
        return Optional.ofNullable(writing.known().forSome(namespace));
    }

    Set<String> namespaces() {
        return writing.known().namespaces();
    }

    /** The newest first. */
    List<Revision> history(String namespace) {
        Revision newest = writing.known().newest(namespace);
        Versions versions = new Versions(namespace);
        try (TopicEnd history = new TopicEnd(leat, topic.historyName())) {
            long deadline = leat.surroundings().nanos() + SOON.toNanos();
            history.read(versions);
            while (isToCome(newest, versions.newestFirst())
                    && leat.surroundings().nanos() < deadline) {
                history.readAgain(versions);
            }
        }
        return versions.newestFirst();
    }

    /** A transaction is committed before readers see all of it. What was published long ago may be missing because it is kept no longer. */
    private boolean isToCome(@Nullable Revision newest, List<Revision> all) {
        return newest != null
                && newest.time().isAfter(leat.surroundings().now().minus(RECENT))
                && all.stream().noneMatch(revision -> revision.id().equals(newest.id()));
    }

    Optional<Revision> asOf(String namespace, Instant time) {
        return history(namespace).stream()
                .filter(revision ->
                        !revision.time().isAfter(time) && revision.selector().isEmpty())
                .findFirst();
    }

    /** @throws ConfigStoreException if the history does not have it */
    Revision version(String namespace, long version) {
        return history(namespace).stream()
                .filter(revision -> revision.version() == version)
                .findFirst()
                .orElseThrow(() -> new ConfigStoreException(
                        "configuration '" + namespace + "' has no version " + version
                                + " in its history; look there for one that it has",
                        null));
    }
}
