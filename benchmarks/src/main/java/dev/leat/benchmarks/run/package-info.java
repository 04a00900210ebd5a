/** The broker, its topics, and the JVMs of the arms, one after the other: {@link dev.leat.benchmarks.run.Execution}. */
@NullMarked
package dev.leat.benchmarks.run;

import org.jspecify.annotations.NullMarked;
