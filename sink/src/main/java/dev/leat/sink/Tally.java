package dev.leat.sink;

import java.util.concurrent.atomic.LongAdder;

/** What is counted while it happens. Safe for use by many threads. */
final class Tally {
    final LongAdder indexed = new LongAdder();
    final LongAdder alreadyThere = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder printed = new LongAdder();
}
