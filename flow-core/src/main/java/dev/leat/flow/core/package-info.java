/**
 * What happens to a saga: from what it is, an input and the moment to what it is then, and what is to be sent. A function, without Kafka, clock,
 * chance or threads; whoever calls it makes its outcome last. Entry: {@link dev.leat.flow.core.Machine}.
 */
@NullMarked
package dev.leat.flow.core;

import org.jspecify.annotations.NullMarked;
