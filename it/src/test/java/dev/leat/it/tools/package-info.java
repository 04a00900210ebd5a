/** The tools for groups and dead letters on a real broker. */
@NullMarked
package dev.leat.it.tools;

import org.jspecify.annotations.NullMarked;
