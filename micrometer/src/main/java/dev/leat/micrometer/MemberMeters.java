package dev.leat.micrometer;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Counts;
import dev.leat.core.GroupState;
import dev.leat.core.Tail;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What groups and tails have in common: states and counts. */
final class MemberMeters {
    private MemberMeters() {}

    static LeatMeters.Binding register(Tail tail, MeterRegistry registry) {
        Registered meters = new Registered(registry);
        register(meters, "tail:" + tail.name(), tail, Tail::state, Tail::counts);
        return meters::remove;
    }

    static void register(Registered meters, ConsumerGroup group) {
        register(meters, group.id(), group, ConsumerGroup::state, ConsumerGroup::counts);
    }

    private static <T> void register(
            Registered meters, String name, T source, Function<T, GroupState> state, Function<T, Counts> counts) {
        for (GroupState one : GroupState.values()) {
            meters.gauge(
                    "leat.consumer.state",
                    null,
                    () -> state.apply(source) == one ? 1.0 : 0.0,
                    Convention.GROUP,
                    name,
                    "state",
                    one.name().toLowerCase(Locale.ROOT));
        }
        Count count = (what, value) -> meters.counter(
                "leat.consumer." + what, source, from -> value.applyAsLong(counts.apply(from)), Convention.GROUP, name);
        count.register("failures", Counts::failures);
        count.register("retries", Counts::retries);
        count.register("dead.letters", Counts::deadLetters);
        count.register("dead.letter.failures", Counts::deadLetterFailures);
        count.register("skipped", Counts::skipped);
        count.register("dropped", Counts::dropped);
        count.register("filtered", Counts::filtered);
        count.register("timeouts", Counts::timeouts);
        count.register("late.acknowledgements", Counts::lateAcknowledgements);
        count.register("stalls", Counts::stalls);
    }

    @FunctionalInterface
    private interface Count {
        void register(String what, ToLongFunction<Counts> value);
    }
}
