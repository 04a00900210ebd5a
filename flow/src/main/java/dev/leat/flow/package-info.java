/**
 * What services have to agree on that share the topics of a flow manager with services of Node: the JSON of its messages to the byte, and
 * the partition of a saga ({@link dev.leat.flow.KafkaJsPartitioner}).
 */
@NullMarked
package dev.leat.flow;

import org.jspecify.annotations.NullMarked;
