package dev.leat.core.internal;

import java.time.Duration;

/**
 * What a {@link Watchdog} does, and when.
 *
 * @param after the longest that nothing may be finished while there is something to do
 * @param restarts whether assignments that nothing will bring on are begun anew
 */
public record WatchdogOrders(Duration after, boolean restarts) {}
