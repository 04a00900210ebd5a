/**
 * Meters of groups, tails, producers and health. The way in is {@link dev.leat.micrometer.LeatMeters}.
 */
@NullMarked
package dev.leat.micrometer;

import org.jspecify.annotations.NullMarked;
