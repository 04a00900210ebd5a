/**
 * Listeners as annotated methods. The way in is {@link dev.leat.listener.Listeners}.
 */
@NullMarked
package dev.leat.listener;

import org.jspecify.annotations.NullMarked;
