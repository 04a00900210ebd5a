package dev.leat.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One try of a writer to publish, and what it was told about it. */
final class StormAttempt {
    enum What {
        WHOLE,
        PATCH,
        DELETE,
        ROLLBACK
    }

    enum Outcome {
        OPEN,
        DONE,
        CONFLICT,
        REJECTED,
        /** It was given up, or its writer was killed: others may see it, or not. */
        UNKNOWN
    }

    final int number;
    final String writer;
    final String namespace;
    final What what;
    /** Of no meaning where it deletes or rolls back. */
    final Map<String, ? extends @Nullable Object> values;

    final @Nullable Long expected;
    final long above;
    /** The version to bring back; 0 if none. */
    final long back;

    private Outcome outcome = Outcome.OPEN;
    private @Nullable Revision revision;
    private String told = "";

    StormAttempt(
            int number,
            String writer,
            String namespace,
            What what,
            Map<String, ? extends @Nullable Object> values,
            @Nullable Long expected,
            long above,
            long back) {
        this.number = number;
        this.writer = writer;
        this.namespace = namespace;
        this.what = what;
        this.values = values;
        this.expected = expected;
        this.above = above;
        this.back = back;
    }

    /** By which it is found in the history; one that rolls back cannot say any. */
    String reason() {
        return what == What.ROLLBACK ? "" : "attempt " + number;
    }

    Revision publishedBy(ConfigStore store) {
        if (what == What.ROLLBACK) {
            return store.rollback(namespace, back);
        }
        Publication publication = switch (what) {
            case WHOLE -> Publication.of(namespace, values);
            case PATCH -> Publication.patch(namespace, values);
            case DELETE, ROLLBACK -> Publication.delete(namespace);
        };
        publication = publication.reason(reason()).above(above);
        return store.publish(expected == null ? publication : publication.expecting(expected));
    }

    Outcome outcome() {
        return outcome;
    }

    boolean isOpen() {
        return outcome == Outcome.OPEN;
    }

    @Nullable
    Revision revision() {
        return revision;
    }

    void done(Revision revision) {
        this.revision = revision;
        ended(Outcome.DONE, "version " + revision.version());
    }

    void ended(Outcome outcome, String told) {
        if (isOpen()) {
            this.outcome = outcome;
            this.told = told;
        }
    }

    @Override
    public String toString() {
        return "attempt " + number + " of " + writer + ": " + what + " " + namespace + " " + values
                + (expected == null ? "" : " expecting " + expected) + (above == 0 ? "" : " above " + above)
                + (back == 0 ? "" : " back to " + back) + ", " + outcome + (told.isEmpty() ? "" : ": " + told);
    }
}
