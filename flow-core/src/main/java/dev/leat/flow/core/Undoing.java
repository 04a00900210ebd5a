package dev.leat.flow.core;

import java.util.Optional;

/**
 * A saga undoes what it and its branches have done.
 *
 * @param entry what is being undone; it stays on the undo stack until it is
 * @param then the state when all is undone; empty if the saga ends then as cancelled where it is
 * @param failed the state when something cannot be undone; empty if it stays for somebody to look at
 * @param isStuck whether it could not be undone, and waits for somebody
 * @since 0.1
 */
public record Undoing(UndoEntry entry, Optional<String> then, Optional<String> failed, boolean isStuck) {}
