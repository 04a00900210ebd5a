/**
 * How {@link dev.leat.testkit.TestKafka} works; not for users. {@code Turns} lets one thread run at a time and owns the clock, {@code
 * Broker} is the log and its groups, {@code MemoryConsumer} and {@code MemoryProducer} are Kafka's clients on it.
 */
@NullMarked
package dev.leat.testkit.internal;

import org.jspecify.annotations.NullMarked;
