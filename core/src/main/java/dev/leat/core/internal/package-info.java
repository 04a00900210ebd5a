/**
 * The engine behind {@link dev.leat.core.ConsumerGroup}; the way in is {@link dev.leat.core.internal.Engine}. Public types here are
 * plumbing between Leat's own modules and may change in any release.
 */
@NullMarked
package dev.leat.core.internal;

import org.jspecify.annotations.NullMarked;
