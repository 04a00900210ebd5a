/** What brokers do to their clients, and what clients and their health make of it. */
@NullMarked
package dev.leat.it.faults;

import org.jspecify.annotations.NullMarked;
