package dev.leat.flow.definition;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A flow as the tree of a file, shortest: what is usual is left out. For one thread. */
final class FlowTree {
    private final boolean isBehaviour;

    private FlowTree(boolean isBehaviour) {
        this.isBehaviour = isBehaviour;
    }

    /** All of it, for a file. */
    static ObjectNode of(Flow flow) {
        return new FlowTree(false).flow(flow);
    }

    /** What sagas do: without what is for people, and however it was written. */
    static ObjectNode behaviourOf(Flow flow) {
        return new FlowTree(true).flow(flow);
    }

    private ObjectNode flow(Flow flow) {
        ObjectNode tree = object().put("flow", flow.name());
        if (!isBehaviour) {
            tree.put("version", flow.version());
            flow.about().description().ifPresent(text -> tree.put("description", text));
            flow.about().owner().ifPresent(text -> tree.put("owner", text));
            flow.about().docs().ifPresent(text -> tree.put("docs", text));
        }
        tree.put("initial", flow.initial());
        flow.creation().ifPresent(event -> tree.put("creation", event));
        flow.key().ifPresent(key -> tree.set("key", key(key)));
        if (!flow.index().isEmpty()) {
            ArrayNode index = tree.putArray("index");
            flow.index().forEach(field -> index.add(field(field)));
        }
        named(tree, "channels", flow.channels(), FlowTree::channel);
        data(tree, flow.data());
        named(tree, "events", flow.events(), this::event);
        if (flow.unexpected() == Unexpected.KEEP && !flow.keep().equals(Keep.USUAL)) {
            tree.putObject("unexpected")
                    .putObject("keep")
                    .put("count", flow.keep().count())
                    .put("age", Durations.text(flow.keep().age()));
        } else if (flow.unexpected() != Unexpected.IGNORE) {
            tree.put("unexpected", Section.word(flow.unexpected()));
        }
        flow.timeout()
                .ifPresent(deadline -> tree.putObject("timeout")
                        .put("after", Durations.text(deadline.after()))
                        .set("then", target(deadline.then())));
        if (!flow.retention().equals(Flow.RETENTION)) {
            tree.put("retention", Durations.text(flow.retention()));
        }
        limits(tree, flow.limits());
        if (!isBehaviour) {
            business(tree, flow.business());
        }
        named(tree, "states", flow.states(), this::state);
        if (flow.imported() && !isBehaviour) {
            tree.put("imported", true);
        }
        return tree;
    }

    private static ObjectNode object() {
        return Json.NODES.objectNode();
    }

    private interface Writing<T> {
        JsonNode of(T value);
    }

    private static <T> void named(ObjectNode tree, String name, Map<String, T> values, Writing<T> writing) {
        if (!values.isEmpty()) {
            ObjectNode inner = tree.putObject(name);
            values.forEach((key, value) -> inner.set(key, writing.of(value)));
        }
    }

    /** One stands alone. */
    private static void texts(ObjectNode tree, String name, Collection<String> texts) {
        if (texts.size() == 1) {
            tree.put(name, texts.iterator().next());
        } else if (!texts.isEmpty()) {
            ArrayNode list = tree.putArray(name);
            texts.forEach(list::add);
        }
    }

    private static JsonNode key(BusinessKey key) {
        return key.unique()
                ? object().put("path", key.path().toString()).put("unique", true)
                : Json.text(key.path().toString());
    }

    private static JsonNode field(IndexField field) {
        return field.type() == IndexField.Type.TEXT
                ? Json.text(field.path().toString())
                : object().put("path", field.path().toString()).put("type", Section.word(field.type()));
    }

    private static JsonNode channel(Channel channel) {
        ObjectNode tree = object();
        if (channel instanceof Channel.Commands commands) {
            tree.put("topic", commands.topic());
        } else if (channel instanceof Channel.Events events) {
            tree.put("kind", "events");
            texts(tree, "topic", events.topics());
        } else if (channel instanceof Channel.Rest rest) {
            tree.put("kind", "rest");
            if (!rest.method().equals("POST")) {
                tree.put("method", rest.method());
            }
            tree.put("url", rest.url());
            named(tree, "headers", rest.headers(), Json::text);
        }
        return tree;
    }

    private static void data(ObjectNode tree, DataRules data) {
        if (data.merge() != Merge.SHALLOW || data.schema().isPresent()) {
            ObjectNode inner = tree.putObject("data");
            if (data.merge() != Merge.SHALLOW) {
                inner.put("merge", Section.word(data.merge()));
            }
            data.schema().ifPresent(schema -> inner.set("schema", schema.source()));
        }
    }

    private JsonNode event(EventType event) {
        ObjectNode tree = object();
        if (!isBehaviour) {
            event.description().ifPresent(text -> tree.put("description", text));
        }
        event.business().ifPresent(id -> tree.put("business", id));
        event.schema().ifPresent(schema -> tree.set("schema", schema.source()));
        return tree;
    }

    private static void limits(ObjectNode tree, Limits limits) {
        ObjectNode inner = object();
        limit(inner, "active", limits.active());
        limit(inner, "startsPerSecond", limits.startsPerSecond());
        limit(inner, "historyEvents", limits.historyEvents());
        limit(inner, "dataBytes", limits.dataBytes());
        if (!inner.isEmpty()) {
            tree.set("limits", inner);
        }
    }

    private static void limit(ObjectNode tree, String name, OptionalLong limit) {
        limit.ifPresent(number -> tree.set(name, Json.whole(number)));
    }

    private static void business(ObjectNode tree, Business business) {
        if (!business.states().isEmpty() || !business.events().isEmpty()) {
            ObjectNode inner = tree.putObject("business");
            named(inner, "states", business.states(), FlowTree::described);
            named(inner, "events", business.events(), FlowTree::described);
        }
    }

    private static JsonNode described(String text) {
        return text.isEmpty() ? Json.NODES.nullNode() : Json.text(text);
    }

    private JsonNode state(State state) {
        ObjectNode tree = object();
        if (!isBehaviour) {
            state.description().ifPresent(text -> tree.put("description", text));
            state.expected().ifPresent(time -> tree.put("expected", Durations.text(time)));
        }
        state.business().ifPresent(id -> tree.put("business", id));
        state.outcome().ifPresent(outcome -> tree.put("final", Section.word(outcome)));
        state.command().ifPresent(command -> tree.set("command", command(command)));
        effects(tree, state.effects());
        state.timeout().ifPresent(timeout -> tree.set("timeout", timeout(timeout)));
        state.retry().ifPresent(retry -> tree.set("retry", retry(retry)));
        state.waiting().ifPresent(waiting -> tree.set("wait", waiting(waiting)));
        state.undo().ifPresent(undo -> tree.set("undo", undo(undo)));
        if (state.nothingToUndo() && !isBehaviour) {
            tree.put("undo", StateReader.NONE);
        }
        state.call().ifPresent(call -> tree.set("call", call(call)));
        state.parallel().ifPresent(parallel -> tree.set("parallel", parallel(parallel)));
        state.manual().ifPresent(manual -> {
            ObjectNode inner = tree.putObject("manual");
            texts(inner, "roles", manual.roles());
            named(inner, "actions", manual.actions(), Json::text);
        });
        if (!state.always().isEmpty()) {
            tree.set("always", transitions(state.always()));
        }
        named(tree, "on", state.on(), this::transitions);
        return tree;
    }

    private JsonNode command(Command command) {
        boolean isUsual = command.channel().equals(Channel.DEFAULT);
        if (isUsual
                && command.payload().isEmpty()
                && command.headers().isEmpty()
                && command.to().isEmpty()) {
            return Json.text(command.label());
        }
        ObjectNode tree = object().put("label", command.label());
        if (!isUsual) {
            tree.put("channel", command.channel());
        }
        command.to().ifPresent(topic -> tree.put("to", topic));
        command.payload().ifPresent(payload -> tree.set("payload", expression(payload)));
        named(tree, "headers", command.headers(), this::expression);
        return tree;
    }

    private JsonNode expression(Expression expression) {
        return isBehaviour ? ExpressionTokens.canonical(expression.source()) : expression.source();
    }

    private void effects(ObjectNode tree, List<Command> effects) {
        if (!effects.isEmpty()) {
            ArrayNode list = tree.putArray("effects");
            effects.forEach(effect -> list.add(command(effect)));
        }
    }

    private JsonNode transitions(List<Transition> transitions) {
        if (transitions.size() == 1) {
            return transition(transitions.get(0));
        }
        ArrayNode list = Json.NODES.arrayNode();
        transitions.forEach(each -> list.add(transition(each)));
        return list;
    }

    private JsonNode transition(Transition transition) {
        ObjectNode tree = object();
        transition.guard().ifPresent(guard -> tree.set("if", expression(guard.expression())));
        transition.to().ifPresent(to -> target(tree, to));
        if (transition.retry()) {
            tree.put("retry", true);
        }
        set(tree, transition.set());
        transition.business().ifPresent(id -> tree.put("business", id));
        effects(tree, transition.effects());
        transition.schema().ifPresent(schema -> tree.set("schema", schema.source()));
        return tree.size() == 1 && tree.has("to") ? tree.get("to") : tree;
    }

    /** Its order matters where one path is inside another, which a group of JSON does not say. */
    private void set(ObjectNode tree, Map<DataPath, Expression> set) {
        if (isBehaviour && !set.isEmpty()) {
            ArrayNode list = tree.putArray("set");
            set.forEach((path, value) -> list.addArray().add(path.toString()).add(expression(value)));
        } else if (!set.isEmpty()) {
            ObjectNode inner = tree.putObject("set");
            set.forEach((path, value) -> inner.set(path.toString(), expression(value)));
        }
    }

    private static JsonNode target(Target target) {
        ObjectNode tree = object();
        target(tree, target);
        return tree.size() == 1 ? tree.get("to") : tree;
    }

    private static void target(ObjectNode tree, Target target) {
        if (target instanceof Target.ToState state) {
            tree.put("to", state.state());
        } else if (target instanceof Target.Compensate compensate) {
            tree.put("to", StateReader.COMPENSATE).put("then", compensate.then());
            compensate.failed().ifPresent(state -> tree.put("failed", state));
        }
    }

    private static JsonNode timeout(Timeout timeout) {
        boolean isUsual = timeout.event().filter(Flow.TIMEOUT::equals).isPresent();
        if (isUsual && !timeout.perAttempt()) {
            return Json.text(Durations.text(timeout.after()));
        }
        ObjectNode tree = object().put("after", Durations.text(timeout.after()));
        timeout.to().ifPresent(to -> target(tree, to));
        timeout.event().filter(event -> !isUsual).ifPresent(event -> tree.put("event", event));
        if (timeout.perAttempt()) {
            tree.put("per", "attempt");
        }
        return tree;
    }

    private static JsonNode retry(Retry retry) {
        ObjectNode tree = object();
        texts(tree, "on", retry.on());
        retry.attempts().ifPresent(attempts -> tree.put("attempts", attempts));
        retry.within().ifPresent(time -> tree.put("within", Durations.text(time)));
        if (!retry.first().equals(Retry.FIRST)) {
            tree.put("first", Durations.text(retry.first()));
        }
        if (retry.factor() != Retry.FACTOR) {
            tree.set("factor", Json.number(BigDecimal.valueOf(retry.factor())));
        }
        if (!retry.max().equals(Retry.MAX)) {
            tree.put("max", Durations.text(retry.max()));
        }
        if (retry.jitter() != Retry.JITTER) {
            tree.set("jitter", Json.number(BigDecimal.valueOf(retry.jitter())));
        }
        retry.then().ifPresent(to -> tree.set("then", target(to)));
        return tree;
    }

    private JsonNode waiting(Wait waiting) {
        ObjectNode tree = object();
        waiting.duration().ifPresent(time -> tree.put("for", Durations.text(time)));
        waiting.until().ifPresent(until -> tree.set("until", expression(until)));
        waiting.to().ifPresent(to -> target(tree, to));
        return tree;
    }

    private JsonNode undo(Undo undo) {
        ObjectNode tree = object();
        tree.set("command", command(undo.command()));
        texts(tree, "done", undo.done());
        texts(tree, "failed", undo.failed());
        texts(tree, "not", undo.not());
        undo.onTimeout().ifPresent(what -> tree.put("onTimeout", Section.word(what)));
        undo.timeout().ifPresent(time -> tree.put("timeout", Durations.text(time)));
        undo.retry().ifPresent(retry -> tree.set("retry", retry(retry)));
        return tree;
    }

    private JsonNode call(Call call) {
        ObjectNode tree = object().put("flow", call.flow());
        call.version().ifPresent(version -> tree.put("version", version));
        call.key().ifPresent(key -> tree.set("key", expression(key)));
        call.input().ifPresent(input -> tree.set("input", expression(input)));
        ObjectNode on = tree.putObject("on");
        call.on().forEach((outcome, transitions) -> on.set(Section.word(outcome), transitions(transitions)));
        return tree;
    }

    private JsonNode parallel(Parallel parallel) {
        ObjectNode tree = object();
        if (parallel.join() == 1 && parallel.branches().size() > 1) {
            tree.put("join", "any");
        } else if (parallel.join() != parallel.branches().size()) {
            tree.put("join", parallel.join());
        }
        tree.set("then", target(parallel.then()));
        parallel.failed().ifPresent(to -> tree.set("failed", target(to)));
        named(tree, "branches", parallel.branches(), this::branch);
        return tree;
    }

    private JsonNode branch(Branch branch) {
        ObjectNode tree = object().put("initial", branch.initial());
        named(tree, "states", branch.states(), this::state);
        return tree;
    }
}
