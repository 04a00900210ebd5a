/**
 * Workers of sagas. {@link dev.leat.flow.FlowClient} executes commands of a flow manager and answers with events, on the topics and in the JSON of Mia-Platform's
 * {@code flow-manager-client}, so that services of Node and of Java take part in the same flow; {@link dev.leat.flow.KafkaJsPartitioner} puts a saga where such services put it.
 */
@NullMarked
package dev.leat.flow;

import org.jspecify.annotations.NullMarked;
