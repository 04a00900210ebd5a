@NullMarked
package dev.leat.benchmarks.plan;

import org.jspecify.annotations.NullMarked;
