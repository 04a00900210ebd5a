/**
 * What an operator does to groups and dead letters, for programs; the {@code leat} command stands on it. The ways in are
 * {@link dev.leat.core.tools.Groups} and {@link dev.leat.core.tools.DeadLetterTopic}.
 *
 * <p>Tools ask Kafka while the caller waits, with clients of their own, which end with the call or with the tool. They need a cluster:
 * an in-memory log has none of what they ask for.
 */
@NullMarked
package dev.leat.core.tools;

import org.jspecify.annotations.NullMarked;
