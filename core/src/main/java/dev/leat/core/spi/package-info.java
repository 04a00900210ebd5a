/** What Leat itself stands on: Kafka's clients, time and threads, all behind {@link dev.leat.core.spi.Surroundings}. */
@NullMarked
package dev.leat.core.spi;

import org.jspecify.annotations.NullMarked;
