/**
 * A real Kafka broker inside the JVM (or in child JVMs), for tests, demos and development. Entry:
 * {@link dev.leat.embedded.Embedded}; in JUnit tests {@link dev.leat.embedded.EmbeddedKafka}.
 */
@NullMarked
package dev.leat.embedded;

import org.jspecify.annotations.NullMarked;
