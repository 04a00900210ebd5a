/**
 * Meters of groups, tails, producers and health: the way in is {@link dev.leat.micrometer.LeatMeters}. Those of workers of sagas are {@link
 * dev.leat.micrometer.FlowMeters}, those of live configuration {@link dev.leat.micrometer.ConfigMeters}, those of what an application logs through Kafka {@link
 * dev.leat.micrometer.LogShipperMeters}.
 */
@NullMarked
package dev.leat.micrometer;

import org.jspecify.annotations.NullMarked;
