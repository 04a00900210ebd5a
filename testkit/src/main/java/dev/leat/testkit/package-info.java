/** Tests of consumer groups without a broker: the real engine on an in-memory log, with a clock moved by hand. Begin at {@link dev.leat.testkit.TestKafka}. */
@NullMarked
package dev.leat.testkit;

import org.jspecify.annotations.NullMarked;
