/**
 * Logback as a source of log entries.
 */
@NullMarked
package dev.leat.logs.logback;

import org.jspecify.annotations.NullMarked;
