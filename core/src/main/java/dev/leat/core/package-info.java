/**
 * Consumer groups and producers for Apache Kafka. The way in is {@link dev.leat.core.Leat}.
 */
@NullMarked
package dev.leat.core;

import org.jspecify.annotations.NullMarked;
