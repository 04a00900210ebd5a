package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Of each field of the schema for editors: whether its change is one of behaviour. */
class FlowHashFieldsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FLOW = """
            flow: order
            version: 3
            description: An order
            owner: shop
            docs: https://wiki/order
            initial: asking
            creation: placed
            key: {path: id, unique: true}
            index: [{path: total, type: number}]
            channels:
              work: {kind: commands, topic: work}
              answers: {kind: events, topic: answers}
              mail: {kind: rest, method: PUT, url: "https://mail/send", headers: {from: shop}}
            data: {merge: deep, schema: {type: object}}
            unexpected: {keep: {count: 5, age: 1h}}
            timeout: {after: 9d, then: {to: compensate, then: undone, failed: lost}}
            defaults:
              timeout: {after: 1m, to: lost}
              retry: {on: busy, attempts: 3, then: lost}
            retention: 10d
            limits: {active: 10, startsPerSecond: 20, historyEvents: 30, dataBytes: 40}
            business: {states: {S1: Open, S2: Closed}, events: {E1: Placed, E2: Paid}}
            events:
              placed: {description: A customer wants it, business: E1, schema: {type: object}}
              yes:
              no:
              busy:
              slow:
              late:
              undone:
              undoneNot:
              calm:
              other:
            states:
              asking:
                description: Somebody is asked
                business: S1
                expected: 1h
                command: {label: ask, channel: work, payload: {a: data.a}, headers: {h: data.h}}
                effects: [{label: tell, to: told}]
                timeout: {after: 2m, event: late, per: attempt}
                retry: {on: slow, attempts: 3, first: 2s, factor: 3, max: 1m, jitter: 0.1, within: 1h, then: lost}
                manual: {roles: [clerk], actions: {It is so: yes, It is not: no}}
                undo:
                  command: unask
                  done: undone
                  failed: undoneNot
                  not: no
                  onTimeout: undo
                  timeout: 3m
                  retry: {on: timeout, attempts: 2}
                on:
                  yes: {to: working, if: data.a, set: {b: 1}, business: E1, effects: [told], schema: {type: object}}
                  no: {to: compensate, then: undone, failed: lost}
                  busy: {retry: true}
                  late: lost
                  calm: working
              inheriting: {command: work, on: {yes: calling, no: done}}
              waiting: {wait: {for: 1d, to: calling}}
              resting: {wait: {until: data.due, to: calling}}
              choosing: {always: [{if: data.a, to: waiting}, inheriting]}
              calling:
                call:
                  flow: parcel
                  version: 2
                  key: data.id
                  input: {a: data.a}
                  on: {success: done, failed: lost, compensated: undone, cancelled: gone}
              working:
                timeout: {after: 1d, to: compensate, then: undone, failed: lost}
                parallel:
                  join: any
                  then: choosing
                  failed: lost
                  branches:
                    one: {initial: a, states: {a: {on: {yes: b, no: c}}, c: {on: {yes: b, no: a}}, b: {final: success}}}
                    two: {initial: a, states: {a: {on: {yes: b}}, b: {final: success}}}
                on: {other: resting, late: asking, calm: choosing}
              done: {final: success}
              undone: {final: compensated}
              lost: {final: failed}
              gone: {final: cancelled}
            """;

    /** The group of the schema and the key in it, where that is in the flow, and what is there instead; {@code same} if the hash does not change. */
    private static final String CHANGES = """
            .flow                     | /flow                                    | orders
            .version                  | /version                                 | 4                    | same
            .description              | /description                             | Other                | same
            .owner                    | /owner                                   | other                | same
            .docs                     | /docs                                    | https://other        | same
            .initial                  | /initial                                 | working
            .creation                 | /creation                                | yes
            .key                      | /key                                     | id
            .index                    | /index                                   | []
            .channels                 | /channels/more                           | {topic: more}
            .data                     | /data                                    | {merge: replace}
            .events                   | /events/more                             | {}
            .unexpected               | /unexpected                              | reject
            .timeout                  | /timeout/then                            | lost
            .defaults                 | /defaults                                | {timeout: {after: 3m, to: lost}}
            .retention                | /retention                               | 11d
            .limits                   | /limits                                  | {active: 10}
            .business                 | /business                                | {states: {S1: Other, S2: Closed}} | same
            .states                   | /states/gone                             | {final: cancelled, effects: [bye]}
            .imported                 | /imported                                | true                 | same
            keyGroup.path             | /key/path                                | id.more
            keyGroup.unique           | /key/unique                              | false
            indexGroup.path           | /index/0/path                            | amount
            indexGroup.type           | /index/0/type                            | text
            channel.kind              | /channels/work                           | {kind: rest, url: "https://work"}
            channel.topic             | /channels/work/topic                     | other
            channel.topic             | /channels/answers/topic                  | [answers, others]
            channel.method            | /channels/mail/method                    | PATCH
            channel.url               | /channels/mail/url                       | https://mail/other
            channel.headers           | /channels/mail/headers                   | {from: other}
            data.merge                | /data/merge                              | shallow
            data.schema               | /data/schema                             | {type: object, required: [id]}
            eventGroup.description    | /events/placed/description               | Other                | same
            eventGroup.schema         | /events/placed/schema                    | {type: object, required: [id]}
            eventGroup.business       | /events/placed/business                  | E2
            unexpectedGroup.keep      | /unexpected                              | keep
            keep.count                | /unexpected/keep/count                   | 6
            keep.age                  | /unexpected/keep/age                     | 2h
            deadline.after            | /timeout/after                           | 8d
            deadline.then             | /timeout/then/then                       | lost
            defaults.timeout          | /defaults/timeout/to                     | done
            defaults.retry            | /defaults/retry/attempts                 | 4
            limits.active             | /limits/active                           | 11
            limits.startsPerSecond    | /limits/startsPerSecond                  | 21
            limits.historyEvents      | /limits/historyEvents                    | 31
            limits.dataBytes          | /limits/dataBytes                        | 41
            business.states           | /business/states/S1                      | Other                | same
            business.events           | /business/events/E1                      | Other                | same
            state.description         | /states/asking/description               | Other                | same
            state.business            | /states/asking/business                  | S2
            state.expected            | /states/asking/expected                  | 2h                   | same
            state.final               | /states/lost/final                       | cancelled
            state.command             | /states/asking/command                   | ask
            state.effects             | /states/asking/effects                   | []
            state.on                  | /states/asking/on/other                  | lost
            state.always              | /states/choosing/always                  | [inheriting, waiting]
            state.timeout             | /states/asking/timeout                   | {after: 2m, event: late}
            state.retry               | /states/asking/retry                     | {on: slow, attempts: 3, then: lost}
            state.wait                | /states/waiting/wait                     | {until: data.due, to: calling}
            state.manual              | /states/asking/manual/actions            | {Yes: yes}
            state.undo                | /states/asking/undo                      | none
            state.call                | /states/calling/call/on/success          | {to: done, set: {a: event.a}}
            state.parallel            | /states/working/parallel/branches/more   | {initial: a, states: {a: {on: {yes: b}}, b: {final: success}}}
            commandGroup.label        | /states/asking/command/label             | other
            commandGroup.channel      | /states/asking/command/channel           | mail
            commandGroup.payload      | /states/asking/command/payload           | {a: data.b}
            commandGroup.headers      | /states/asking/command/headers           | {h: data.i}
            commandGroup.to           | /states/asking/effects/0/to              | other
            transitionGroup.to        | /states/asking/on/yes/to                 | waiting
            transitionGroup.then      | /states/asking/on/no/then                | lost
            transitionGroup.failed    | /states/asking/on/no/failed              | undone
            transitionGroup.if        | /states/asking/on/yes/if                 | data.b
            transitionGroup.set       | /states/asking/on/yes/set                | {b: 2}
            transitionGroup.business  | /states/asking/on/yes/business           | E2
            transitionGroup.effects   | /states/asking/on/yes/effects            | [other]
            transitionGroup.schema    | /states/asking/on/yes/schema             | {type: string}
            transitionGroup.retry     | /states/asking/on/busy                   | lost
            targetGroup.to            | /timeout/then                            | lost
            targetGroup.then          | /timeout/then/then                       | lost
            targetGroup.failed        | /timeout/then/failed                     | undone
            timeoutGroup.after        | /states/asking/timeout/after             | 3m
            timeoutGroup.event        | /states/asking/timeout/event             | no
            timeoutGroup.per          | /states/asking/timeout                   | {after: 2m, event: late}
            timeoutGroup.to           | /states/working/timeout                  | {after: 1d, to: lost}
            timeoutGroup.then         | /states/working/timeout/then             | lost
            timeoutGroup.failed       | /states/working/timeout/failed           | undone
            retryGroup.on             | /states/asking/retry/on                  | [slow, calm]
            retryGroup.attempts       | /states/asking/retry/attempts            | 4
            retryGroup.first          | /states/asking/retry/first               | 3s
            retryGroup.factor         | /states/asking/retry/factor              | 3.5
            retryGroup.max            | /states/asking/retry/max                 | 2m
            retryGroup.jitter         | /states/asking/retry/jitter              | 0.15
            retryGroup.within         | /states/asking/retry/within              | 2h
            retryGroup.then           | /states/asking/retry/then                | done
            waitGroup.for             | /states/waiting/wait/for                 | 2d
            waitGroup.until           | /states/resting/wait/until               | data.dueAt
            waitGroup.to              | /states/waiting/wait/to                  | done
            waitGroup.then            | /states/waiting/wait                     | {for: 1d, to: compensate, then: undone}
            waitGroup.failed          | /states/waiting/wait                     | {for: 1d, to: compensate, then: undone, failed: lost}
            manual.roles              | /states/asking/manual/roles              | [clerk, chief]
            manual.actions            | /states/asking/manual/actions/Maybe      | busy
            undoGroup.command         | /states/asking/undo/command              | other
            undoGroup.done            | /states/asking/undo/done                 | calm
            undoGroup.failed          | /states/asking/undo/failed               | [undoneNot, calm]
            undoGroup.not             | /states/asking/undo/not                  | [no, late]
            undoGroup.onTimeout       | /states/asking/undo/onTimeout            | skip
            undoGroup.timeout         | /states/asking/undo/timeout              | 4m
            undoGroup.retry           | /states/asking/undo/retry/attempts       | 3
            call.flow                 | /states/calling/call/flow                | letter
            call.version              | /states/calling/call/version             | 3
            call.key                  | /states/calling/call/key                 | data.key
            call.input                | /states/calling/call/input               | {a: data.b}
            call.on                   | /states/calling/call/on                  | {success: done, failed: lost}
            outcomes.success          | /states/calling/call/on/success          | undone
            outcomes.failed           | /states/calling/call/on/failed           | undone
            outcomes.compensated      | /states/calling/call/on/compensated      | lost
            outcomes.cancelled        | /states/calling/call/on/cancelled        | lost
            parallel.join             | /states/working/parallel/join            | all
            parallel.then             | /states/working/parallel/then            | waiting
            parallel.failed           | /states/working/parallel/failed          | undone
            parallel.branches         | /states/working/parallel/branches/more   | {initial: a, states: {a: {on: {yes: b}}, b: {final: success}}}
            branch.initial            | /states/working/parallel/branches/one/initial | c
            branch.states             | /states/working/parallel/branches/two/states/b/effects | [told]
            """;

    private record Change(String field, JsonPointer at, JsonNode value, boolean isSame) {
        static Change of(String line) {
            List<String> cells =
                    Stream.of(line.split("\\|", -1)).map(String::trim).toList();
            return new Change(
                    cells.get(0), JsonPointer.compile(cells.get(1)), YAML.readTree(cells.get(2)), cells.size() > 3);
        }

        JsonNode of(JsonNode flow) {
            JsonNode changed = flow.deepCopy();
            ((ObjectNode) changed.at(at.head())).set(at.last().getMatchingProperty(), value);
            return changed;
        }
    }

    static Stream<Change> changes() {
        return CHANGES.lines().map(Change::of);
    }

    private static String hash(JsonNode tree) {
        FlowReading reading = FlowFile.read("order.json", tree.toString());
        return reading.flow()
                .orElseThrow(() -> new AssertionError(reading.problems()))
                .hash();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void eachChangeOfBehaviourIsAnotherHashAndNoOther(Change change) {
        JsonNode before = YAML.readTree(FLOW);
        JsonNode after = change.of(before);

        assertThat(after).isNotEqualTo(before);
        assertThat(hash(after).equals(hash(before))).isEqualTo(change.isSame());
    }

    @Test
    void everyFieldOfTheSchemaIsChanged() throws IOException {
        Set<String> fields = new TreeSet<>();
        try (InputStream in = FlowFile.class.getResourceAsStream("flow.schema.json")) {
            JsonNode schema = new JsonMapper().readTree(in);
            schema.path("properties").propertyNames().forEach(key -> fields.add("." + key));
            schema.path("$defs")
                    .properties()
                    .forEach(group -> group.getValue()
                            .path("properties")
                            .propertyNames()
                            .forEach(key -> fields.add(group.getKey() + "." + key)));
        }

        assertThat(changes().map(Change::field).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    /** In any order of keys: all of them turned round. But that of 'set', which is one of steps. */
    @Test
    void theOrderOfKeysIsNone() {
        JsonNode before = YAML.readTree(FLOW);

        assertThat(hash(turned(before))).isEqualTo(hash(before));
    }

    private static JsonNode turned(JsonNode node) {
        if (node.isArray()) {
            return YAML.createArrayNode()
                    .addAll(node.valueStream().map(FlowHashFieldsTest::turned).toList());
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode turned = YAML.createObjectNode();
        List<String> names = List.copyOf(node.propertyNames());
        for (int i = names.size() - 1; i >= 0; i--) {
            turned.set(names.get(i), turned(node.path(names.get(i))));
        }
        return turned;
    }
}
