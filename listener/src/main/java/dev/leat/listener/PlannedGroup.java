package dev.leat.listener;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One group, or one broadcast, with all listeners that are in it. A builder's notepad, for one thread. */
final class PlannedGroup {
    private final String id;
    private final boolean broadcast;
    private final GroupOptions options;
    private final Attributes application;
    private final List<Subscribed> listeners = new ArrayList<>();
    private final Map<Taken, Entry> entries = new LinkedHashMap<>();

    /** What goes to the engine as one handler. */
    private record Entry(List<Subscribed> listeners, HandlerKind kind, Optional<Chosen> from) {}

    PlannedGroup(String id, boolean broadcast, GroupOptions options, Attributes application) {
        this.id = id;
        this.broadcast = broadcast;
        this.options = options;
        this.application = application;
    }

    String id() {
        return id;
    }

    boolean isBroadcast() {
        return broadcast;
    }

    GroupOptions options() {
        return options;
    }

    List<Subscribed> listeners() {
        return listeners;
    }

    void add(Subscribed listener) {
        listeners.add(listener);
    }

    /** Joins all listeners of a topic. Once all are in. */
    void join(List<String> problems) {
        Set<Taken> all = new LinkedHashSet<>();
        listeners.forEach(listener -> all.addAll(listener.taken()));
        List<Subscribed> patterns = listeners.stream()
                .filter(listener -> listener.taken().stream().anyMatch(Taken.Matching.class::isInstance))
                .toList();
        // Which patterns fit one topic shows only when there is one; so all of them are called in the same way.
        Optional<HandlerKind> ofPatterns = patterns.isEmpty() ? Optional.empty() : kind("patterns", patterns, problems);
        for (Taken taken : all) {
            List<Subscribed> theirs = of(taken);
            Optional<HandlerKind> kind =
                    taken instanceof Taken.Matching ? ofPatterns : kind("'" + taken + "'", theirs, problems);
            kind.ifPresent(known -> entries.put(taken, new Entry(theirs, known, from(taken, problems))));
        }
    }

    private List<Subscribed> of(Taken taken) {
        return listeners.stream()
                .filter(listener -> listener.taken().contains(taken)
                        || (taken instanceof Taken.Name name
                                && listener.taken().stream().anyMatch(other -> other.takes(name.topic()))))
                .toList();
    }

    /** Where listeners that name the same begin must be one place. */
    private Optional<Chosen> from(Taken taken, List<String> problems) {
        Subscribed first = null;
        for (Subscribed listener : listeners) {
            if (listener.from().isEmpty() || !listener.taken().contains(taken)) {
                continue;
            }
            if (first == null) {
                first = listener;
            } else if (!first.from().map(Chosen::text).equals(listener.from().map(Chosen::text))) {
                problems.add("group '" + id + "' begins with '" + taken + "' from '"
                        + first.from().get().text() + "' at " + first.place() + " and from '"
                        + listener.from().get().text() + "' at " + listener.place()
                        + "; say the same, or put one into another group");
            }
        }
        return first == null ? Optional.empty() : first.from();
    }

    /** How the engine calls all of them together. */
    private Optional<HandlerKind> kind(String what, List<Subscribed> theirs, List<String> problems) {
        List<Subscribed> batches = of(theirs, HandlerKind.BATCH);
        List<Subscribed> manual = of(theirs, HandlerKind.MANUAL);
        List<Subscribed> async = of(theirs, HandlerKind.ASYNC);
        if (!batches.isEmpty() && batches.size() < theirs.size()) {
            Subscribed single = theirs.stream()
                    .filter(listener -> listener.invocation().bound().kind() != HandlerKind.BATCH)
                    .findFirst()
                    .orElseThrow();
            problems.add("group '" + id + "' takes " + what + " in batches at "
                    + batches.get(0).place() + " and one by one at " + single.place()
                    + "; put one of them into another group");
            return Optional.empty();
        }
        if (manual.size() > 1) {
            problems.add("group '" + id + "' takes " + what + " with an Acknowledgement at "
                    + manual.get(0).place() + " and at " + manual.get(1).place()
                    + ", but only one can decide; put one of them into another group");
            return Optional.empty();
        }
        if (!manual.isEmpty() && !async.isEmpty()) {
            problems.add("group '" + id + "' takes " + what + " with an Acknowledgement at "
                    + manual.get(0).place() + " and with a stage at "
                    + async.get(0).place() + "; put one of them into another group");
            return Optional.empty();
        }
        if (!batches.isEmpty()) {
            return Optional.of(HandlerKind.BATCH);
        }
        List<Subscribed> transactions = of(theirs, HandlerKind.TRANSACTION);
        if (!transactions.isEmpty() && broadcast) {
            problems.add("broadcast '" + id + "' takes " + what + " in a transaction at "
                    + transactions.get(0).place() + ", but commits nothing; make a group of it");
            return Optional.empty();
        }
        if (!transactions.isEmpty() && theirs.size() > 1) {
            Subscribed other = theirs.stream()
                    .filter(listener -> !listener.equals(transactions.get(0)))
                    .findFirst()
                    .orElseThrow();
            problems.add(
                    "group '" + id + "' takes " + what + " in a transaction at "
                            + transactions.get(0).place() + " and at " + other.place()
                            + ", but what fails of one would take back what the other has done; put one of them into another group");
            return Optional.empty();
        }
        if (!transactions.isEmpty()) {
            return Optional.of(HandlerKind.TRANSACTION);
        }
        if (!manual.isEmpty()) {
            return Optional.of(HandlerKind.MANUAL);
        }
        return Optional.of(async.isEmpty() ? HandlerKind.EACH : HandlerKind.ASYNC);
    }

    private static List<Subscribed> of(List<Subscribed> all, HandlerKind kind) {
        return all.stream()
                .filter(listener -> listener.invocation().bound().kind() == kind)
                .toList();
    }

    // --- to the engine ---

    void applyTo(Sink sink) {
        options.applyTo(sink);
        entries.forEach((taken, entry) -> route(topics(taken, entry), taken, entry, sink));
    }

    private static Topics topics(Taken taken, Entry entry) {
        Topics topics = taken instanceof Taken.Name name
                ? Topics.of(name.topic())
                : taken instanceof Taken.Matching matching
                        ? Topics.matching(matching.pattern())
                        : partition((Taken.OnePartition) taken);
        return entry.from().map(from -> topics.from(Texts.start(from.text()))).orElse(topics);
    }

    private static Topics partition(Taken.OnePartition one) {
        return Topics.partitions(one.topic(), one.number());
    }

    private void route(Topics topics, Taken taken, Entry entry, Sink sink) {
        switch (entry.kind()) {
            case BATCH -> {
                Function<String, BatchDispatch> ways =
                        ways(taken, entry, methods -> new BatchDispatch(id, methods, application));
                sink.onBatch(
                        topics,
                        options.batching(),
                        batch -> ways.apply(batch.messages().get(0).topic()).call(batch));
            }
            case MANUAL -> {
                Function<String, Dispatch> ways = ways(taken, entry, this::dispatch);
                sink.onManual(topics, options.acknowledgeWithin(), (message, acknowledgement) -> {
                    try {
                        Dispatch dispatch = ways.apply(message.topic());
                        dispatch.call(message, acknowledgement);
                        if (!dispatch.acknowledges()) {
                            acknowledgement.ack(); // of a topic that only other patterns fit
                        }
                    } catch (Throwable failure) {
                        throw Failures.thrown(failure);
                    }
                });
            }
            case TRANSACTION -> {
                Function<String, Dispatch> ways = ways(taken, entry, this::dispatch);
                sink.onTransaction(topics, options.batching(), (message, transaction) -> {
                    try {
                        ways.apply(message.topic()).callInTransaction(message, transaction);
                    } catch (Throwable failure) {
                        throw Failures.thrown(failure);
                    }
                });
            }
            case ASYNC -> {
                Function<String, Dispatch> ways = ways(taken, entry, this::dispatch);
                sink.onAsync(topics, message -> {
                    try {
                        return Dispatch.stage(ways.apply(message.topic()).call(message, null));
                    } catch (Throwable failure) {
                        throw Failures.thrown(failure);
                    }
                });
            }
            default -> routeEach(topics, taken, entry, sink);
        }
    }

    private void routeEach(Topics topics, Taken taken, Entry entry, Sink sink) {
        Invocation plain = taken instanceof Taken.Matching
                ? null
                : dispatch(invocations(entry.listeners())).plain();
        if (plain != null) {
            sink.on(topics, message -> {
                try {
                    plain.callPlainly(message);
                } catch (Throwable failure) {
                    throw Failures.thrown(failure);
                }
            });
            return;
        }
        Function<String, Dispatch> ways = ways(taken, entry, this::dispatch);
        sink.on(topics, message -> {
            try {
                ways.apply(message.topic()).call(message, null);
            } catch (Throwable failure) {
                throw Failures.thrown(failure);
            }
        });
    }

    private Dispatch dispatch(List<Invocation> methods) {
        return new Dispatch(id, methods, application);
    }

    /** By topic: all topics of a pattern come through one handler, but not all of its listeners may be for each of them. */
    private <D> Function<String, D> ways(Taken taken, Entry entry, Function<List<Invocation>, D> make) {
        if (!(taken instanceof Taken.Matching)) {
            D only = make.apply(invocations(entry.listeners()));
            return topic -> only;
        }
        Map<String, D> byTopic = new ConcurrentHashMap<>();
        List<Subscribed> all = List.copyOf(listeners);
        return topic -> {
            D known = byTopic.get(topic);
            return known != null
                    ? known
                    : byTopic.computeIfAbsent(
                            topic,
                            name -> make.apply(invocations(all.stream()
                                    .filter(listener ->
                                            listener.taken().stream().anyMatch(each -> each.takes(name)))
                                    .toList())));
        };
    }

    /** The one that acknowledges comes last: it decides about the message. */
    private static List<Invocation> invocations(List<Subscribed> listeners) {
        return listeners.stream()
                .map(Subscribed::invocation)
                .sorted((one, other) -> Boolean.compare(
                        one.bound().kind() == HandlerKind.MANUAL, other.bound().kind() == HandlerKind.MANUAL))
                .toList();
    }

    // --- to people ---

    ListenerReport.Group reported() {
        return new ListenerReport.Group(id, broadcast, options.reported(broadcast));
    }

    /** For errors. */
    String places() {
        return listeners.stream()
                .map(listener -> listener.place().toString())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
