/** The commands of {@code leat bench}; {@link dev.leat.benchmarks.Main} is where they start. */
@NullMarked
package dev.leat.benchmarks;

import org.jspecify.annotations.NullMarked;
