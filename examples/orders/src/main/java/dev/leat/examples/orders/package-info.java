/**
 * Order processing on Leat: invoice lines go into one topic, a key-ordered group makes orders of them, and a ledger reads all topics
 * back and proves that nothing was lost. The way in is {@link dev.leat.examples.orders.OrdersDemo}.
 */
@NullMarked
package dev.leat.examples.orders;

import org.jspecify.annotations.NullMarked;
