/** The {@code leat} command. The way in is {@link dev.leat.cli.Main}; every command is a class of its own. */
@NullMarked
package dev.leat.cli;

import org.jspecify.annotations.NullMarked;
