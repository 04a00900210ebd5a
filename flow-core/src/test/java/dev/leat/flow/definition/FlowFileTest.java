package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FlowFileTest {
    private static FlowReading read(String... lines) {
        return FlowFile.read("order.yaml", String.join("\n", lines));
    }

    private static Flow flow(String... lines) {
        FlowReading reading = read(lines);
        assertThat(reading.problems())
                .filteredOn(problem -> problem.level() == Check.Level.ERROR)
                .isEmpty();
        return reading.flow().orElseThrow();
    }

    private static List<String> problems(String... lines) {
        return read(lines).problems().stream().map(Problem::toString).toList();
    }

    @Test
    void theLeastFlowHasStatesAndTheUsualForEverythingElse() {
        Flow flow = flow(
                "flow: order",
                "initial: open",
                "states:",
                "  open:",
                "    on:",
                "      paid: done",
                "  done: {final: success}");

        assertThat(flow.name()).isEqualTo("order");
        assertThat(flow.version()).isEqualTo(1);
        assertThat(flow.data()).isEqualTo(new DataRules(Merge.SHALLOW, Optional.empty()));
        assertThat(flow.unexpected()).isEqualTo(Unexpected.IGNORE);
        assertThat(flow.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(flow.state("open").on("paid"))
                .singleElement()
                .satisfies(paid -> assertThat(paid.to()).contains(new Target.ToState("done")));
        assertThat(flow.state("done").outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void everyFieldOfAFlowIsRead() {
        Flow flow = flow(
                "flow: order",
                "version: 7",
                "description: An order until it is paid",
                "owner: shop",
                "docs: https://wiki.internal/order",
                "initial: open",
                "creation: ordered",
                "key: {path: order.id, unique: true}",
                "index: [customer, {path: total, type: number}]",
                "channels:",
                "  default: {topic: order.commands}",
                "  answers: {kind: events, topic: [order.events, shop.events]}",
                "  mail: {kind: rest, method: PUT, url: 'https://mail.internal/send', headers: {x-shop: leat}}",
                "data:",
                "  merge: deep",
                "  schema: {type: object}",
                "events:",
                "  ordered:",
                "  paid: {description: Money is there, business: 12, schema: {type: object}}",
                "unexpected: {keep: {count: 5, age: 1h}}",
                "timeout: {after: 30d, then: late}",
                "retention: 90d",
                "limits: {active: 1000, startsPerSecond: 50, historyEvents: 100, dataBytes: 65536}",
                "business:",
                "  states: {1: open, 2:}",
                "  events: {12: paid}",
                "states:",
                "  open: {business: 1, on: {paid: done}}",
                "  done: {business: 2, final: success}",
                "  late: {final: failed}");

        assertThat(flow.version()).isEqualTo(7);
        assertThat(flow.about())
                .isEqualTo(new About(
                        Optional.of("An order until it is paid"),
                        Optional.of("shop"),
                        Optional.of("https://wiki.internal/order")));
        assertThat(flow.creation()).contains("ordered");
        assertThat(flow.key()).contains(new BusinessKey(DataPath.of("order.id"), true));
        assertThat(flow.index())
                .containsExactly(
                        new IndexField(DataPath.of("customer"), IndexField.Type.TEXT),
                        new IndexField(DataPath.of("total"), IndexField.Type.NUMBER));
        assertThat(flow.channels().values())
                .containsExactly(
                        new Channel.Commands("default", "order.commands"),
                        new Channel.Events("answers", List.of("order.events", "shop.events")),
                        new Channel.Rest("mail", "PUT", "https://mail.internal/send", Map.of("x-shop", "leat")));
        assertThat(flow.data().merge()).isEqualTo(Merge.DEEP);
        assertThat(flow.data().schema()).isPresent();
        assertThat(flow.events()).containsOnlyKeys("ordered", "paid");
        assertThat(flow.events().get("paid"))
                .satisfies(paid -> assertThat(paid.description()).contains("Money is there"))
                .satisfies(paid -> assertThat(paid.business()).contains("12"))
                .satisfies(paid -> assertThat(paid.schema()).isPresent());
        assertThat(flow.unexpected()).isEqualTo(Unexpected.KEEP);
        assertThat(flow.keep()).isEqualTo(new Keep(5, Duration.ofHours(1)));
        assertThat(flow.timeout()).contains(new Deadline(Duration.ofDays(30), new Target.ToState("late")));
        assertThat(flow.retention()).isEqualTo(Duration.ofDays(90));
        assertThat(flow.limits())
                .isEqualTo(new Limits(
                        OptionalLong.of(1000), OptionalLong.of(50), OptionalLong.of(100), OptionalLong.of(65536)));
        assertThat(flow.business()).isEqualTo(new Business(Map.of("1", "open", "2", ""), Map.of("12", "paid")));
        assertThat(flow.states().keySet()).containsExactly("open", "done", "late");
    }

    @Test
    void everyFieldOfAStateIsRead() {
        Flow flow = flow(
                "flow: order",
                "initial: paying",
                "states:",
                "  paying:",
                "    description: Waits for the money",
                "    expected: 1h30m",
                "    command:",
                "      label: pay",
                "      payload: {order: data.id, currency: \"'EUR'\", parts: [data.total / 2, 3]}",
                "      headers: {tenant: data.tenant}",
                "      to: pay.commands",
                "    effects: [audit, {label: notify, payload: {}}]",
                "    always:",
                "      - {if: data.total == 0, to: done}",
                "    on:",
                "      paid:",
                "        - if: event.amount < data.total",
                "          to: paying",
                "          set: {total: data.total - event.amount, parts.paid: true}",
                "          business: 3",
                "          effects: thank",
                "          schema: {type: object}",
                "        - done",
                "      busy: {retry: true}",
                "      refused: {to: compensate, then: undone, failed: lost}",
                "      postponed: waiting",
                "      asked: until",
                "    timeout: {after: 5m, event: late, per: attempt}",
                "    retry: {on: [busy, timeout], attempts: 5, first: 2s, factor: 3, max: 1m, jitter: 0.5, within: 1h, then: lost}",
                "    manual: {roles: clerk, actions: {Paid in cash: paid}}",
                "    undo: {command: refund, done: refunded, failed: [refundFailed], not: refused, onTimeout: undo, timeout: 1m,",
                "      retry: {on: timeout, attempts: 3}}",
                "  waiting: {wait: {for: 2d, to: child}}",
                "  until: {wait: data.dueAt, on: {timeout: child}}",
                "  child:",
                "    call: {flow: shipment, version: 2, key: data.id, input: {id: data.id},",
                "      on: {success: both, failed: lost}}",
                "  both:",
                "    parallel:",
                "      join: any",
                "      then: done",
                "      failed: lost",
                "      branches:",
                "        left: {initial: x, states: {x: {on: {y: a}}, a: {final: success}}}",
                "        right: {initial: x, states: {x: {on: {y: b}}, b: {final: failed}}}",
                "  done: {final: success}",
                "  undone: {final: compensated}",
                "  lost: {final: failed}");

        State paying = flow.state("paying");
        assertThat(paying.description()).contains("Waits for the money");
        assertThat(paying.expected()).contains(Duration.ofMinutes(90));
        Command pay = paying.command().orElseThrow();
        assertThat(pay.label()).isEqualTo("pay");
        assertThat(pay.to()).contains("pay.commands");
        assertThat(pay.headers()).containsEntry("tenant", Expression.of("data.tenant"));
        assertThat(pay.payload().orElseThrow().source())
                .hasToString("{\"order\":\"data.id\",\"currency\":\"'EUR'\",\"parts\":[\"data.total / 2\",3]}");
        assertThat(paying.effects()).extracting(Command::label).containsExactly("audit", "notify");
        assertThat(paying.always().get(0).guard()).contains(Guard.of("data.total == 0"));
        Transition part = paying.on("paid").get(0);
        assertThat(part.guard()).contains(Guard.of("event.amount < data.total"));
        assertThat(part.set().keySet()).containsExactly(DataPath.of("total"), DataPath.of("parts.paid"));
        assertThat(part.business()).contains("3");
        assertThat(part.effects()).extracting(Command::label).containsExactly("thank");
        assertThat(part.schema()).isPresent();
        assertThat(paying.on("paid").get(1).to()).contains(new Target.ToState("done"));
        assertThat(paying.on("busy").get(0).retry()).isTrue();
        assertThat(paying.on("refused").get(0).to()).contains(new Target.Compensate("undone", Optional.of("lost")));
        assertThat(paying.timeout())
                .contains(new Timeout(Duration.ofMinutes(5), Optional.empty(), Optional.of("late"), true));
        assertThat(paying.retry())
                .contains(new Retry(
                        List.of("busy", "timeout"),
                        OptionalInt.of(5),
                        Duration.ofSeconds(2),
                        3,
                        Duration.ofMinutes(1),
                        0.5,
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(new Target.ToState("lost"))));
        assertThat(paying.manual()).contains(new Manual(List.of("clerk"), Map.of("Paid in cash", "paid")));
        Undo undo = paying.undo().orElseThrow();
        assertThat(undo.command().label()).isEqualTo("refund");
        assertThat(undo.done()).containsExactly("refunded");
        assertThat(undo.failed()).containsExactly("refundFailed");
        assertThat(undo.not()).containsExactly("refused");
        assertThat(undo.onTimeout()).contains(Undo.OnTimeout.UNDO);
        assertThat(undo.timeout()).contains(Duration.ofMinutes(1));
        assertThat(undo.retry().orElseThrow().on()).containsExactly("timeout");
        assertThat(flow.state("waiting").waiting())
                .contains(new Wait(
                        Optional.of(Duration.ofDays(2)), Optional.empty(), Optional.of(new Target.ToState("child"))));
        assertThat(flow.state("until").waiting().orElseThrow().until()).contains(Expression.of("data.dueAt"));
        Call call = flow.state("child").call().orElseThrow();
        assertThat(call.flow()).isEqualTo("shipment");
        assertThat(call.version()).hasValue(2);
        assertThat(call.key()).contains(Expression.of("data.id"));
        assertThat(call.input()).isPresent();
        assertThat(call.on()).containsOnlyKeys(Outcome.SUCCESS, Outcome.FAILED);
        Parallel both = flow.state("both").parallel().orElseThrow();
        assertThat(both.join()).isEqualTo(1);
        assertThat(both.branches().keySet()).containsExactly("left", "right");
        assertThat(both.branch("right").state("b").outcome()).contains(Outcome.FAILED);
        assertThat(both.failed()).contains(new Target.ToState("lost"));
    }

    @Test
    void statesWithACommandInheritWhatTheyDoNotSay() {
        Flow flow = flow(
                "flow: order",
                "initial: one",
                "defaults: {timeout: {after: 1m, to: lost}, retry: {on: failed, attempts: 2, then: lost}}",
                "states:",
                "  one: {command: a, on: {done: two}}",
                "  two: {command: b, timeout: 5m, retry: none, on: {done: three, timeout: three}}",
                "  three: {on: {done: end}}",
                "  end: {final: success, command: bye}",
                "  lost: {final: failed}");

        assertThat(flow.state("one").timeout().orElseThrow().after()).isEqualTo(Duration.ofMinutes(1));
        assertThat(flow.state("one").retry().orElseThrow().attempts()).hasValue(2);
        assertThat(flow.state("two").timeout().orElseThrow().after()).isEqualTo(Duration.ofMinutes(5));
        assertThat(flow.state("two").retry()).isEmpty();
        assertThat(flow.state("three").timeout()).isEmpty();
        assertThat(flow.state("end").timeout()).isEmpty();
    }

    @Test
    void aTimeoutThatIsRetriedOnIsOneOfEachAttempt() {
        Flow flow = flow(
                "flow: order",
                "initial: one",
                "defaults: {timeout: {after: 1m, to: done}}",
                "states:",
                "  one: {command: a, retry: {on: timeout, attempts: 3}, on: {ok: two}}",
                "  two: {command: b, retry: {on: busy, attempts: 3, then: done}, on: {ok: done}}",
                "  done: {final: success}");

        assertThat(flow.state("one").timeout().orElseThrow().perAttempt()).isTrue();
        assertThat(flow.state("two").timeout().orElseThrow().perAttempt()).isFalse();
    }

    @Test
    void aRetryHasTheUsualPauses() {
        Flow flow = flow(
                "flow: order",
                "initial: open",
                "states:",
                "  open: {command: pay, retry: {on: busy, attempts: 3}, on: {paid: done, busy: done}}",
                "  done: {final: success}");

        assertThat(flow.state("open").retry())
                .contains(new Retry(
                        List.of("busy"),
                        OptionalInt.of(3),
                        Duration.ofSeconds(1),
                        2,
                        Duration.ofMinutes(5),
                        0.2,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void everyWordForUnexpectedEventsIsRead() {
        for (Unexpected each : Unexpected.values()) {
            Flow flow = flow(
                    "flow: order",
                    "initial: open",
                    "unexpected: " + each.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "states: {open: {on: {paid: done}}, done: {final: success}}");

            assertThat(flow.unexpected()).isEqualTo(each);
            assertThat(flow.keep()).isEqualTo(new Keep(100, Duration.ofDays(1)));
        }
    }

    @Test
    void moreThanEightFieldsAreTooMany() {
        assertThat(problems(
                        "flow: order",
                        "initial: open",
                        "index: [a, b, c, d, e, f, g, h, i]",
                        "states: {open: {on: {paid: done}}, done: {final: success}}"))
                .containsExactly(
                        "order.yaml:3:1: error[wrong-value] index: there are 9 fields; this is not among what may stand here;"
                                + " keep the 8 that people search for");
    }

    /** Not all JSON is YAML. */
    @Test
    void jsonIsReadAsWellAndWithTabs() {
        Flow flow = flow(
                "{\n\t\"flow\": \"a\", \"initial\": \"b\", \"states\": {\"b\": {\"on\": {\"x\": \"c\"}}, \"c\": {\"final\": \"cancelled\"}}}");

        assertThat(flow.state("c").outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void everythingThatIsWrongIsToldWithItsPlace() {
        assertThat(problems(
                        "flow: Order",
                        "versoin: 2",
                        "initial: open",
                        "timeout: {after: soon, then: done}",
                        "states:",
                        "  open:",
                        "    on:",
                        "      paid: {to: done, if: data.total > }",
                        "      paid: done",
                        "  done: {final: sucess}"))
                .containsExactly(
                        "order.yaml:1:7: error[wrong-value] flow: 'Order' is no name of a flow; this is not among what may stand here;"
                                + " use lower case letters, digits and hyphens, a letter first",
                        "order.yaml:2:1: error[unknown-key] versoin: 'versoin' is not known here; what is not understood would be left out"
                                + " in silence; did you mean 'version'?",
                        "order.yaml:4:18: error[bad-duration] timeout.after: 'soon' is no time; a time has a number and a unit;"
                                + " write a number and a unit (ms, s, m, h, d), such as 30s, 1h30m or 7d, a hundred years at most",
                        "order.yaml:9:7: error[duplicate-key] states.open.on.paid: 'paid' is here a second time, after line 8;"
                                + " only one of two can count; keep one",
                        "order.yaml:10:17: error[wrong-value] states.done.final: 'sucess' is not known here; this is not among what may"
                                + " stand here; did you mean 'success'?");
    }

    @Test
    void namesOfAFileNeitherBreakTheLineNorSteerATerminal() {
        assertThat(problems("{\"flow\": \"order\", \"a\\n\\u001b[31m\\u202e\": 1, \"" + "z".repeat(5_000) + "\": 2}"))
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem.length()).isLessThan(4_000))
                .noneSatisfy(problem -> assertThat(problem).containsAnyOf("\n", "\u001b", "\u202e"))
                .anySatisfy(problem -> assertThat(problem).contains("'a\\u000a\\u001b[31m\\u202e' is not known here"));
    }

    @Test
    void whatIsWrongInAnExpressionIsToldAtItsCharacter() {
        assertThat(problems(
                        "flow: order",
                        "initial: open",
                        "states:",
                        "  open:",
                        "    on:",
                        "      paid: {to: done, if: data.total > 3 && data.paid}",
                        "  done: {final: success}"))
                .containsExactly(
                        "order.yaml:6:43: error[bad-expression] states.open.on.paid.if: '&&' is not known here; it could not be"
                                + " evaluated; write 'and'");
    }

    /** As {@code Machine} takes it, whatever the order of the file. */
    @Test
    void theStateForCancelledSagasIsTheFirstByName() {
        String[] lines = {
            "flow: order",
            "initial: open",
            "states:",
            "  open: {on: {paid: done}}",
            "  withdrawn: {final: cancelled}",
            "  aborted: {final: cancelled}",
            "  done: {final: success}"
        };

        assertThat(read(lines).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.check()).isEqualTo(Check.UNREACHABLE_STATE);
            assertThat(problem.toString()).contains("'withdrawn'");
        });
    }

    /** As a subscription that events only change, until its time is over. */
    @Test
    void theTimeOfTheSagaIsAWayOut() {
        FlowReading reading = FlowFile.read("flow.yaml", """
                flow: subscription
                initial: active
                timeout: {after: 365d, then: over}
                states:
                  active: {on: {changed: active, paused: paused}}
                  paused: {on: {resumed: active}}
                  over: {final: success}
                """).strict();

        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void theUsualChannelIsThereWhateverOthersAre() {
        FlowReading reading = FlowFile.read("flow.yaml", """
                flow: order
                initial: paying
                channels:
                  answers: {kind: events, topic: order.events}
                states:
                  paying: {command: pay, effects: {label: tell, channel: default}, timeout: {after: 5m, to: done}, on: {paid: done}}
                  done: {final: success}
                """).strict();

        assertThat(reading.problems()).isEmpty();
        assertThat(FlowFile.read("flow.yaml", """
                {flow: order, initial: a, channels: {default: {kind: events, topic: e}},
                 states: {a: {command: c, timeout: {after: 1m, to: b}, on: {e: b}}, b: {final: success}}}
                """).problems())
                .extracting(Problem::check)
                .containsExactly(Check.WRONG_VALUE);
    }

    @Test
    void whatIsSensibleIsNotTakenForAMistake() {
        List<String> found = problems(
                "flow: meter",
                "initial: asking",
                "events: {timeout: , answered: , slow: , busy: , late: }",
                "states:",
                "  asking:",
                "    command: ask",
                "    timeout: {after: 1m, event: late}",
                "    retry: {on: busy, attempts: 3, first: 1m, within: 1m}",
                "    on: {answered: waiting, slow: [{retry: true}, lost], busy: lost, late: lost, timeout: lost}",
                "  waiting:",
                "    wait: {for: 1d, to: calling}",
                "    always: {if: data.skips, to: done}",
                "  calling:",
                "    call: {flow: parcel, on: {success: done, failed: lost}}",
                "    always: {if: data.skips, to: done}",
                "  done: {final: success}",
                "  lost: {final: failed}");

        assertThat(found).isEmpty();
    }

    @Test
    void whatHappensIfNoConditionHoldsIsToldAsItIs() {
        List<String> found = read(
                        "flow: meter",
                        "initial: looking",
                        "timeout: {after: 1d, then: done}",
                        "states:",
                        "  looking: {always: {if: data.skips, to: done}}",
                        "  done: {final: success}")
                .problems()
                .stream()
                .map(Problem::what)
                .toList();

        assertThat(found).containsExactly("if none of the conditions holds, nothing leads out of 'looking'");
    }

    /** Somebody forgets the quotes around a text, and the log of a build is read by many. */
    @Test
    void whatStandsInAHeaderIsNotShown() {
        List<String> found = problems(
                "flow: order",
                "initial: asking",
                "states:",
                "  asking:",
                "    command: {label: ask, headers: {Authorization: s3cr3t, key: 'Basic s3cr3t', size: 1e999999}}",
                "    timeout: {after: 1m, to: done}",
                "  done: {final: success}");

        assertThat(found).hasSize(3).noneMatch(problem -> problem.contains("s3cr3t"));
        assertThat(found.get(0))
                .isEqualTo(
                        "order.yaml:5:52: error[bad-expression] states.asking.command.headers.Authorization: it is no expression;"
                                + " it could not be evaluated; put a text into quotes of its own, such as \"'text'\", or name what to take, such as data.id");
    }
}
