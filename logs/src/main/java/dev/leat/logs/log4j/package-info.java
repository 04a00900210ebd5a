/**
 * Log4j 2 as a source of log entries.
 */
@NullMarked
package dev.leat.logs.log4j;

import org.jspecify.annotations.NullMarked;
