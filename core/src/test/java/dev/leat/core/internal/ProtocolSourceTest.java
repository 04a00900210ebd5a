package dev.leat.core.internal;

import static dev.leat.core.GroupProtocol.CLASSIC;
import static dev.leat.core.GroupProtocol.CONSUMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.GroupProtocol;
import dev.leat.core.spi.Surroundings;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class ProtocolSourceTest {
    private static final Waiting NO_WAITING = answer -> true;
    private static final GroupFacts EMPTY = new GroupFacts(1, false, 0);
    private static final GroupFacts CLASSIC_MEMBERS = new GroupFacts(1, true, 2);

    private final Deque<Optional<GroupFacts>> answers = new ArrayDeque<>();
    private Optional<Duration> session = Optional.empty();
    private final List<GroupProtocol> made = new ArrayList<>();

    @Test
    void theClusterIsAskedBeforeEachClient() {
        ProtocolSource source = source(Optional.empty());
        answers.add(Optional.of(EMPTY));
        answers.add(Optional.of(CLASSIC_MEMBERS));
        assertThat(source.choice()).isEmpty();

        source.next(NO_WAITING);
        assertThat(source.choice())
                .hasValueSatisfying(choice -> assertThat(choice.reason()).contains("no members"));
        source.next(NO_WAITING);

        assertThat(made).containsExactly(CONSUMER, CLASSIC);
        assertThat(source.choice()).contains(ProtocolChoice.by(CLASSIC_MEMBERS));
    }

    @Test
    void theBrokersSessionTimeoutCountsWithTheConsumerProtocolAlone() {
        session = Optional.of(Duration.ofSeconds(7));
        ProtocolSource source = source(Optional.empty());
        answers.add(Optional.of(EMPTY));
        answers.add(Optional.of(CLASSIC_MEMBERS));

        source.next(NO_WAITING);
        assertThat(source.sessionTimeout()).contains(Duration.ofSeconds(7));
        source.next(NO_WAITING);
        assertThat(source.sessionTimeout()).isEmpty();
    }

    @Test
    void theFirstReasonIsKeptForAsLongAsTheProtocolStays() {
        ProtocolSource source = source(Optional.empty());
        answers.add(Optional.of(EMPTY));
        answers.add(Optional.of(new GroupFacts(1, false, 2)));

        source.next(NO_WAITING);
        source.next(NO_WAITING);

        assertThat(source.choice()).contains(ProtocolChoice.by(EMPTY));
    }

    @Test
    void withoutAnAnswerThereIsNoClient() {
        ProtocolSource source = source(Optional.empty());

        assertThatThrownBy(() -> source.next(NO_WAITING)).isInstanceOf(TimeoutException.class);

        assertThat(made).isEmpty();
        assertThat(source.choice()).isEmpty();
        answers.add(Optional.of(EMPTY));
        source.next(NO_WAITING);
        assertThat(made).containsExactly(CONSUMER);
    }

    @Test
    void aClusterThatCannotBeAskedGetsTheClassicProtocol() {
        ProtocolSource source = source(Optional.empty());
        answers.add(Optional.empty());

        source.next(NO_WAITING);

        assertThat(made).containsExactly(CLASSIC);
        assertThat(source.choice()).contains(ProtocolChoice.UNASKED);
    }

    @Test
    void settingsThatChooseLeaveNothingToAsk() {
        ProtocolChoice chosen = new ProtocolChoice(CLASSIC, "'session.timeout.ms' is set");
        ProtocolSource source = source(Optional.of(chosen));
        assertThat(source.choice()).contains(chosen);

        source.next(NO_WAITING);

        assertThat(made).containsExactly(CLASSIC);
        assertThat(source.avoids(new UnsupportedVersionException("no"))).isFalse();
    }

    @Test
    void brokersThatRefuseTheConsumerProtocolAreSpokenToInTheClassicOneFromThenOn() {
        ProtocolSource source = source(Optional.empty());
        answers.add(Optional.of(EMPTY));
        source.next(NO_WAITING);

        assertThat(source.avoids(new IllegalStateException("odd"))).isFalse();
        assertThat(source.avoids(new UnsupportedVersionException("no such protocol")))
                .isTrue();
        source.next(NO_WAITING);
        source.next(NO_WAITING);

        assertThat(made).containsExactly(CONSUMER, CLASSIC, CLASSIC);
        assertThat(source.choice()).contains(ProtocolChoice.REFUSED);
        assertThat(source.avoids(new UnsupportedVersionException("something else")))
                .isFalse();
    }

    @Test
    void aConsumerProtocolThatWasAskedForIsNotReplaced() {
        ProtocolSource source = source(Optional.of(new ProtocolChoice(CONSUMER, "protocol(CONSUMER)")));
        source.next(NO_WAITING);

        assertThat(source.avoids(new UnsupportedVersionException("no such protocol")))
                .isFalse();
    }

    private ProtocolSource source(Optional<ProtocolChoice> bySettings) {
        return new ProtocolSource(
                "billing", surroundings(), bySettings, waiting -> {}, this::answer, waiting -> session, protocol -> {
                    made.add(protocol);
                    return Map.of();
                });
    }

    private Optional<GroupFacts> answer(Waiting waiting) {
        Optional<GroupFacts> answer = answers.poll();
        if (answer == null) {
            throw new TimeoutException("nobody there");
        }
        return answer;
    }

    /** Only asked for clients. */
    private static Surroundings surroundings() {
        return (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> new MockConsumer<byte[], byte[]>("earliest"));
    }
}
