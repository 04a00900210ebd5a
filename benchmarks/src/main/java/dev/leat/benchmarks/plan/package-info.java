/** What runs, in which order, and how long it takes: {@link dev.leat.benchmarks.plan.Plan}. */
@NullMarked
package dev.leat.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
