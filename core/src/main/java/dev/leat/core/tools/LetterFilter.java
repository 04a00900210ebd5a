package dev.leat.core.tools;

import dev.leat.core.RecordId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which dead letters are meant. Immutable: each method returns one that is narrower.
 *
 * <pre>{@code
 * LetterFilter.all().since(yesterday).error("TimeoutException")
 * }</pre>
 *
 * @since 0.1
 */
public final class LetterFilter implements Predicate<Letter> {
    private static final LetterFilter ALL = new LetterFilter(letter -> true);

    private final Predicate<Letter> passes;

    private LetterFilter(Predicate<Letter> passes) {
        this.passes = passes;
    }

    public static LetterFilter all() {
        return ALL;
    }

    /** Given up at this time or later. */
    public LetterFilter since(Instant time) {
        return where(letter -> !letter.time().isBefore(time));
    }

    /** Given up before this time. */
    public LetterFilter until(Instant time) {
        return where(letter -> letter.time().isBefore(time));
    }

    /** Of records with this key. */
    public LetterFilter key(byte[] key) {
        byte[] wanted = key.clone();
        return where(letter -> Arrays.equals(letter.key(), wanted));
    }

    /**
     * Given up for this failure: its class, with or without its package, or a part of its class or message. Upper and lower case make no
     * difference.
     */
    public LetterFilter error(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return where(letter -> letter.exception()
                        .filter(name -> holds(name, wanted))
                        .isPresent()
                || letter.message().filter(message -> holds(message, wanted)).isPresent());
    }

    /** Of records that were consumed from this topic. */
    public LetterFilter topic(String origin) {
        return where(letter ->
                letter.origin().filter(id -> id.topic().equals(origin)).isPresent());
    }

    /** Given up by this consumer group. */
    public LetterFilter group(String group) {
        return where(letter -> letter.group().filter(group::equals).isPresent());
    }

    /** Exactly these, by where the letters themselves stand. */
    public LetterFilter at(Set<RecordId> places) {
        Set<RecordId> wanted = Set.copyOf(places);
        return where(letter -> wanted.contains(letter.id()));
    }

    /** What only the caller knows. */
    public LetterFilter where(Predicate<Letter> also) {
        return new LetterFilter(passes.and(also));
    }

    @Override
    public boolean test(Letter letter) {
        return passes.test(letter);
    }

    private static boolean holds(String text, String lowerCasePart) {
        return text.toLowerCase(Locale.ROOT).contains(lowerCasePart);
    }
}
