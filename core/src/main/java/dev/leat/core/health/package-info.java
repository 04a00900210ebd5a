/**
 * Whether a service and what it depends on are well. The way in is {@link dev.leat.core.health.Health}.
 */
@NullMarked
package dev.leat.core.health;

import org.jspecify.annotations.NullMarked;
