/** Logs on their whole way, from applications through Kafka to an index. */
@NullMarked
package dev.leat.it.logs;

import org.jspecify.annotations.NullMarked;
