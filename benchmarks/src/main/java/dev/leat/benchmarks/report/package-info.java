/** What runs come to, as rows, tables, a JSON file and a chart: {@link dev.leat.benchmarks.report.Results}. */
@NullMarked
package dev.leat.benchmarks.report;

import org.jspecify.annotations.NullMarked;
