/** Consume, process, produce in transactions, by processes that are killed and frozen. */
@NullMarked
package dev.leat.it.transactions;

import org.jspecify.annotations.NullMarked;
