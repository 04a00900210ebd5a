/** What a call of a logger costs whoever logs, and what becomes of what is logged: Leat's appender beside files, and beside none. */
@NullMarked
package dev.leat.benchmarks.arm.logs;

import org.jspecify.annotations.NullMarked;
