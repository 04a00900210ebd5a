package dev.leat.admin;

import org.jspecify.annotations.Nullable;

/** Says what is wrong with a text, and how to put it right, or null. */
@FunctionalInterface
interface Check {
    /** Takes all. */
    Check NONE = text -> null;

    @Nullable
    String problem(String text);
}
