package dev.leat.listener;

import java.util.List;
import java.util.Optional;

/**
 * One annotation of a listener method, understood.
 *
 * @param from where it begins, if it says so
 */
record Subscribed(Place place, List<Taken> taken, Optional<Chosen> from, Invocation invocation) {}
