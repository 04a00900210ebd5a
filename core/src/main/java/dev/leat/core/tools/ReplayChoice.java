package dev.leat.core.tools;

import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are replayed, and where to.
 *
 * @param limit the most
 * @param target null is where they come from
 * @param maxReplays of one record; empty is no bound
 * @param again also those that were replayed before
 */
record ReplayChoice(
        Predicate<Letter> filter, long limit, @Nullable String target, OptionalInt maxReplays, boolean again) {}
