/**
 * Traces over producers, groups and tails. The way in is {@link dev.leat.opentelemetry.LeatTracing}.
 */
@NullMarked
package dev.leat.opentelemetry;

import org.jspecify.annotations.NullMarked;
