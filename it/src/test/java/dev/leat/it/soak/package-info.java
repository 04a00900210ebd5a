/** What only shows over time or in masses: the profile "soak". {@code SmallHeapIT} is where to begin. */
@NullMarked
package dev.leat.it.soak;

import org.jspecify.annotations.NullMarked;
