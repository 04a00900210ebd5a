/** Leat as a whole, on a real broker. */
@NullMarked
package dev.leat.it;

import org.jspecify.annotations.NullMarked;
