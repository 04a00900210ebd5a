package dev.leat.micrometer;

import dev.leat.core.RecordId;
import dev.leat.flow.Command;
import dev.leat.flow.FlowObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Meters of workers of sagas, in one registry of Micrometer. Needs the module {@code leat-flow}.
 *
 * <pre>{@code
 * FlowClient payments = FlowClient.on(leat)
 *         .commands(CommandsExecutor.of("payments.commands", "payments"))
 *         .observer(FlowMeters.of(registry))
 *         .build();
 * }</pre>
 *
 * <ul>
 *   <li>{@code fm.client.commands}, a counter by {@code command} and {@code result}: {@code SUCCESS} and {@code ERROR} for each call of a handler, retries
 *       too; {@code SKIPPED} for each record that is no command, with {@code undefined} as its command
 *   <li>{@code fm.client.events}, a counter by {@code event}: those that Kafka has confirmed
 *   <li>{@code fm.client.commands.duration}, a timer with buckets by {@code command} and {@code result}: calls of handlers, until their events are confirmed
 *   <li>{@code fm.client.commands.in.flight}, a gauge by {@code command}: calls that are not over
 *   <li>{@code fm.client.commands.retries}, a counter by {@code command}: calls beyond the first of a delivery
 *   <li>{@code fm.client.events.failures}, a counter by {@code event}: those that could not be sent
 * </ul>
 *
 * <p>Prometheus shows the first two as {@code fm_client_commands_total} and {@code fm_client_events_total}, under which dashboards of Node's workers know them. Tags
 * are labels that the service has a handler for, and those of its own events; what others write into its topic makes no series.
 *
 * <p>All methods may be called from any thread.
 *
 * @since 0.1
 */
public final class FlowMeters implements FlowObserver {
    private static final String COMMANDS = "fm.client.commands";
    private static final String COMMAND = "command";
    private static final String RESULT = "result";
    /** Where Node's workers have no label to put there. */
    private static final String UNDEFINED = "undefined";

    private final MeterRegistry registry;
    private final boolean countsUnknown;
    private final ConcurrentMap<String, OfCommand> commands;
    private final ConcurrentMap<String, OfEvent> events;

    private FlowMeters(
            MeterRegistry registry,
            boolean countsUnknown,
            ConcurrentMap<String, OfCommand> commands,
            ConcurrentMap<String, OfEvent> events) {
        this.registry = registry;
        this.countsUnknown = countsUnknown;
        this.commands = commands;
        this.events = events;
    }

    /** Meters of this registry. One for each registry, given to all of its clients, or only the first one's commands in flight are seen. */
    public static FlowMeters of(MeterRegistry registry) {
        return new FlowMeters(registry, false, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    /**
     * The same, and commands that there is no handler for are counted too, by {@code result} {@code UNKNOWN} with {@code undefined} as their command. Default not:
     * on a topic that several services share, each passes over those of all others.
     */
    public FlowMeters countingUnknown() {
        return new FlowMeters(registry, true, commands, events);
    }

    @Override
    public void commandStarted(Command command) {
        OfCommand meters = meters(command);
        meters.inFlight.incrementAndGet();
        if (command.attempt() > 1) {
            meters.retries.increment();
        }
    }

    @Override
    public void commandSucceeded(Command command, Duration took) {
        OfCommand meters = meters(command);
        meters.ended(meters.success, took);
    }

    @Override
    public void commandFailed(Command command, Throwable error, Duration took) {
        OfCommand meters = meters(command);
        meters.ended(meters.error, took);
    }

    @Override
    public void commandSkipped(RecordId record, String why) {
        counted(UNDEFINED, "SKIPPED").increment();
    }

    @Override
    public void commandUnknown(RecordId record, String label) {
        if (countsUnknown) {
            counted(UNDEFINED, "UNKNOWN").increment();
        }
    }

    @Override
    public void eventEmitted(String event) {
        meters(event).sent.increment();
    }

    @Override
    public void eventFailed(String event, Throwable error) {
        meters(event).failed.increment();
    }

    private OfCommand meters(Command command) {
        OfCommand known = commands.get(command.label());
        return known != null ? known : commands.computeIfAbsent(command.label(), OfCommand::new);
    }

    private OfEvent meters(String event) {
        OfEvent known = events.get(event);
        return known != null ? known : events.computeIfAbsent(event, OfEvent::new);
    }

    private Counter counted(String command, String result) {
        return Counter.builder(COMMANDS)
                .description("Commands of the flow manager, by what has become of them")
                .tags(COMMAND, command, RESULT, result)
                .register(registry);
    }

    @Override
    public String toString() {
        return "FlowMeters[" + registry.getClass().getSimpleName() + "]";
    }

    private record Ended(Counter commands, Timer time) {}

    private final class OfCommand {
        private final AtomicInteger inFlight = new AtomicInteger();
        private final Counter retries;
        private final Ended success;
        private final Ended error;

        OfCommand(String label) {
            Gauge.builder(COMMANDS + ".in.flight", inFlight::get)
                    .description("Commands whose handler runs, or whose events are not confirmed")
                    .tags(COMMAND, label)
                    .register(registry);
            this.retries = Counter.builder(COMMANDS + ".retries")
                    .description("Calls of handlers beyond the first")
                    .tags(COMMAND, label)
                    .register(registry);
            this.success = ended(label, "SUCCESS");
            this.error = ended(label, "ERROR");
        }

        private Ended ended(String label, String result) {
            return new Ended(
                    counted(label, result),
                    Timer.builder(COMMANDS + ".duration")
                            .description("Calls of handlers, until their events are confirmed")
                            .tags(COMMAND, label, RESULT, result)
                            .serviceLevelObjectives(Convention.buckets())
                            .register(registry));
        }

        void ended(Ended how, Duration took) {
            inFlight.decrementAndGet();
            how.commands.increment();
            how.time.record(took);
        }
    }

    private final class OfEvent {
        private final Counter sent;
        private final Counter failed;

        OfEvent(String label) {
            this.sent = Counter.builder("fm.client.events")
                    .description("Events that Kafka has confirmed")
                    .tags("event", label)
                    .register(registry);
            this.failed = Counter.builder("fm.client.events.failures")
                    .description("Events that could not be sent")
                    .tags("event", label)
                    .register(registry);
        }
    }
}
