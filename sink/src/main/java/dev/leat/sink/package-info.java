/**
 * Logs from Kafka to OpenSearch, Elasticsearch and standard output: nothing is committed before all outputs have it. Entry:
 * {@link dev.leat.sink.LogSink}.
 */
@NullMarked
package dev.leat.sink;

import org.jspecify.annotations.NullMarked;
