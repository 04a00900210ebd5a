package dev.leat.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an instance is with the configuration of one namespace.
 *
 * @param version in force; 0 for the defaults
 * @param hash of what is in force; see {@link Revision#hash()}
 * @param isStale whether Kafka has not been read to its end since the start, has not been heard of for a while, or does not let this login read any more, so that there may be a newer one
 * @param age for how long that may be so: since Kafka was last heard of, or since the start if it never was
 * @param rejection the newest version that was not taken; empty once a newer one is in force
 * @param wentBackTo what the topic has for the newest, if that is below the version in force
 * @param notKept why the version in force could not be kept for a start without Kafka
 * @param notOverridden why the file that is meant to win does not
 * @param heldUp the version that a listener has been at for more than a second
 * @since 0.1
 */
public record ConfigStatus(
        String namespace,
        long version,
        String hash,
        Snapshot.Origin origin,
        boolean isStale,
        Duration age,
        Optional<Rejection> rejection,
        OptionalLong wentBackTo,
        Optional<String> notKept,
        Optional<String> notOverridden,
        Optional<HeldUp> heldUp) {
    /** Whether there is nothing that somebody should look at. */
    public boolean isWell() {
        return !isStale
                && rejection.isEmpty()
                && wentBackTo.isEmpty()
                && notKept.isEmpty()
                && notOverridden.isEmpty()
                && heldUp.isEmpty()
                && origin != Snapshot.Origin.OVERRIDE;
    }

    /** For people: what is in force, and what is wrong. Without values. */
    @Override
    public String toString() {
        return text("nothing was heard of Kafka for " + age.toSeconds() + " s");
    }

    /** @param whyStale where it is */
    String text(String whyStale) {
        StringBuilder text = new StringBuilder(namespace + " runs version " + version + " from " + origin);
        if (isStale) {
            text.append("; STALE, ").append(whyStale);
        }
        rejection.ifPresent(rejected -> text.append("; REJECTED version ")
                .append(rejected.version())
                .append(": ")
                .append(rejected.reason()));
        wentBackTo.ifPresent(
                older -> text.append("; the topic has gone back to version ").append(older));
        notOverridden.ifPresent(
                why -> text.append("; the override file changes nothing: ").append(why));
        heldUp.ifPresent(held -> text.append("; a listener holds up version ")
                .append(held.version())
                .append(" for ")
                .append(held.since().toSeconds())
                .append(" s"));
        notKept.ifPresent(why -> text.append("; not kept on disk: ").append(why));
        return text.toString();
    }
}
