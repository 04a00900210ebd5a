/**
 * The log of an application on its way to Kafka: who logs never waits. The way in is {@link dev.leat.logs.LogShipper}.
 */
@NullMarked
package dev.leat.logs;

import org.jspecify.annotations.NullMarked;
