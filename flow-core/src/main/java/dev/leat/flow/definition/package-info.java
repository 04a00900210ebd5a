/**
 * What a flow is: the file that says it, read and checked as a whole, as values that nothing changes any more. Nothing here runs a flow,
 * and nothing knows Kafka. Entry: {@link dev.leat.flow.definition.FlowFile}.
 */
@NullMarked
package dev.leat.flow.definition;

import org.jspecify.annotations.NullMarked;
