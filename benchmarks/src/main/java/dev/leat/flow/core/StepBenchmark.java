package dev.leat.flow.core;

import dev.leat.core.internal.Measured;
import dev.leat.flow.definition.FlowFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Steps of a saga of a flow with ten states, with 300 bytes of data: guards, values that are set, timeouts, retries and undos among them. */
@State(Scope.Thread)
public class StepBenchmark extends Measured {
    private static final String FLOW = """
            flow: order
            initial: checking
            timeout: {after: 1d, then: expired}
            defaults:
              timeout: {after: 1m, to: expired}
              retry: {on: [busy], attempts: 5, then: expired}
            states:
              checking:
                command: check
                on:
                  checked:
                    - to: reserving
                      if: data.total < 1000 and event.country in ['DE', 'FR', 'IT']
                    - {to: approving, if: data.total < 100000}
                    - {to: refused}
              approving: {command: approve, on: {approved: reserving, denied: refused}}
              reserving:
                command: reserve
                on: {reserved: paying, missing: refused}
                undo: {command: release, done: [released], not: [missing], onTimeout: undo}
              paying:
                command: {label: charge, payload: {amount: data.total, customer: data.customer.id}}
                on:
                  paid: {to: packing, set: {left: data.total - event.amount}}
                  refusedByBank: {to: compensate, then: undone}
                undo: {command: refund, done: [refunded], onTimeout: undo}
              packing: {command: pack, effects: [mail], on: {packed: sending}}
              sending: {command: send, on: {sent: done, lost: {to: compensate, then: undone}}}
              done: {final: success}
              refused: {final: failed}
              expired: {final: failed}
              undone: {final: compensated}
            """;

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    /** From the start to the end. */
    private static final int STEPS = 6;
    /** A power of two. */
    private static final int RANDOM = 1 << 14;

    private final Machine machine =
            Machine.of(FlowFile.read("order.yaml", FLOW).flow().orElseThrow());
    private final Input.Start start = new Input.Start(
            "order-4711",
            (ObjectNode) JSON.valueToTree(Map.of(
                    "order",
                    "o-4711",
                    "total",
                    120,
                    "customer",
                    Map.of("id", 17, "name", "Ada Example", "city", "Example Town"),
                    "lines",
                    List.of(Map.of("sku", "A-1", "pieces", 2), Map.of("sku", "B-2", "pieces", 1)))),
            Optional.empty(),
            Optional.empty());
    private final Input[] events = {
        event("checked", Map.of("country", "IT")),
        event("reserved", Map.of("store", "north")),
        event("paid", Map.of("amount", 120, "receipt", "r-1")),
        event("packed", Map.of("parcel", "p-1")),
        event("sent", Map.of("tracking", "t-1"))
    };
    private final Saga paying = step(
                    step(machine.start(start, NOW).saga(), events[0]).saga(), events[1])
            .saga();
    private final Input busy = event("busy", Map.of());
    private final Input tick = new Input.Tick();

    private final Walk[] walk = walk();
    private int at;

    private record Walk(Saga saga, Input input, Instant now) {}

    /** What happens to sagas one after the other, by chance: whatever the flow knows, in any order, and time. */
    private Walk[] walk() {
        Random random = new Random(1);
        List<String> labels = List.of(
                "checked",
                "approved",
                "denied",
                "reserved",
                "missing",
                "paid",
                "refusedByBank",
                "packed",
                "sent",
                "lost",
                "released",
                "refunded",
                "busy",
                "unknown");
        Walk[] all = new Walk[RANDOM];
        Saga saga = machine.start(start, NOW).saga();
        Instant now = NOW;
        for (int i = 0; i < all.length; i++) {
            if (saga.status() instanceof Status.Ended) {
                saga = machine.start(start, now).saga();
            }
            now = now.plusMillis(random.nextInt(5_000));
            Input input = random.nextInt(10) == 0
                    ? tick
                    : new Input.Event(
                            "event-" + i,
                            labels.get(random.nextInt(labels.size())),
                            JSON.<JsonNode>valueToTree(Map.of("country", "IT", "amount", random.nextInt(200))));
            all[i] = new Walk(saga, input, now);
            saga = machine.step(saga, input, now).saga();
        }
        return all;
    }

    private static Input event(String label, Map<String, Object> payload) {
        return new Input.Event("event-" + label, label, JSON.<JsonNode>valueToTree(payload));
    }

    private Step step(Saga saga, Input input) {
        return machine.step(saga, input, NOW);
    }

    /** An event that leads to another state, sets a value, and sends a command and an effect. */
    @Benchmark
    public Step event() {
        return step(paying, events[2]);
    }

    /** A failure that is tried again later. */
    @Benchmark
    public Step retry() {
        return step(paying, busy);
    }

    /** Nothing is due. */
    @Benchmark
    public Step tick() {
        return step(paying, tick);
    }

    /** What happens by chance, to sagas wherever they are. */
    @Benchmark
    public Step random() {
        Walk next = walk[at++ & RANDOM - 1];
        return machine.step(next.saga, next.input, next.now);
    }

    /** All of a saga; the score is that of one of its steps. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Saga saga() {
        Saga saga = machine.start(start, NOW).saga();
        for (Input event : events) {
            saga = step(saga, event).saga();
        }
        return saga;
    }
}
