@NullMarked
package dev.leat.benchmarks.run;

import org.jspecify.annotations.NullMarked;
