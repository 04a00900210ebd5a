package dev.leat.config;

import dev.leat.core.Leat;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes for one store: to topics that keep it, and until the instances have said what they do with it. From any thread. */
final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final Leat leat;
    private final TopicGuard guard;
    private final Writing writing;
    private final Writing.Writer writer;
    private final Past past;
    private final Reported reported;

    Publishing(Leat leat, TopicGuard guard, Writing writing, Writing.Writer writer, Past past, Reported reported) {
        this.leat = leat;
        this.guard = guard;
        this.writing = writing;
        this.writer = writer;
        this.past = past;
        this.reported = reported;
    }

    Revision publish(Publication publication) {
        guard.require(); // brokers may make a topic that somebody writes to, and it would forget
        try {
            return writing.publish(publication, writer);
        } catch (ConfigStoreException e) {
            guard.doubt(); // whoever tries again makes them
            throw e;
        }
    }

    Revision rehearse(Publication publication) {
        return writing.rehearse(publication, writer);
    }

    RolledOut rollOut(Publication publication, Rollout rollout) throws InterruptedException {
        var unused = reported.read(); // whoever cannot be told must not publish first
        Optional<Revision> before = past.newest(publication.namespace());
        Revision revision = publish(publication);
        return new RollingOut(
                        revision,
                        rollout,
                        reported::read,
                        () -> past.highest(publication.namespace()),
                        leat.surroundings())
                .await((reason, reports) -> takeBack(revision, before, reason, reports));
    }

    /** @param known what was in force shortly before; the history may have forgotten it, if that was long ago */
    private @Nullable Revision takeBack(
            Revision refused, Optional<Revision> known, String reason, List<InstanceReport> reports) {
        Optional<Revision> before = Stream.concat(past.history(refused.namespace()).stream(), known.stream())
                .filter(revision -> revision.version() < refused.version()
                        && revision.selector().isEmpty()
                        && !isRefusedByAll(revision, reports))
                .max(Comparator.comparingLong(Revision::version));
        Publication back = before.map(Publication::again).orElseGet(() -> Publication.delete(refused.namespace()));
        try {
            return publish(back.reason(reason).expecting(refused.version()));
        } catch (ConfigConflictException e) {
            LOG.info("{} is not rolled back: {}", refused, e.getMessage());
            return null;
        }
    }

    /** An instance tells of the last one only that it has rejected; what it has passed over on the way to one before that, it does not take, either. */
    private static boolean isRefusedByAll(Revision revision, List<InstanceReport> reports) {
        List<ConfigStatus> all = reports.stream()
                .flatMap(report -> report.namespace(revision.namespace()).stream())
                .toList();
        return !all.isEmpty()
                && all.stream()
                        .allMatch(status -> status.version() < revision.version()
                                && status.rejection()
                                        .filter(rejection -> rejection.version() >= revision.version())
                                        .isPresent());
    }
}
