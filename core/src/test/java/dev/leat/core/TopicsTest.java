package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.internal.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What can be subscribed to together, and who gets what. */
class TopicsTest {
    private final Leat leat = Leat.create("localhost:1");

    @Test
    void aTopicGoesToTheHandlerThatNamesItAndElseToTheFirstWhosePatternFits() {
        RoutedSources sources = RoutedSources.ofGroup();
        Topics.Choice broad = Topics.matching(Pattern.compile("orders.*")).choice();
        Topics.Choice narrow = Topics.matching(Pattern.compile("orders\\.eu")).choice();
        Topics.Choice name = Topics.of("orders.uk").choice();
        OriginMark origin = new OriginMark();
        sources.add(broad, origin.handler(), origin.of(1));
        sources.add(narrow, origin.handler(), origin.of(2));
        sources.add(name, origin.handler(), origin.of(3));

        assertThat(origin.in(sources, "orders.eu")).isEqualTo(1);
        assertThat(origin.in(sources, "orders.us")).isEqualTo(1);
        assertThat(origin.in(sources, "orders.uk")).isEqualTo(3);
        assertThatThrownBy(() -> sources.of(new TopicPartition("other", 0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partitionsOfOneTopicMayGoToDifferentHandlers() {
        RoutedSources sources = RoutedSources.ofGroup();
        OriginMark origin = new OriginMark();
        sources.add(Topics.partitions("orders", 0, 2).choice(), origin.handler(), origin.of(1));
        sources.add(Topics.partitions("orders", 1).choice(), origin.handler(), origin.of(2));

        assertThat(sources.subscription())
                .isInstanceOfSatisfying(
                        Subscription.Partitions.class,
                        fixed -> assertThat(fixed.partitions()).hasSize(3));
        assertThat(sources.subscription().isShared()).isFalse();
        assertThat(origin.in(sources, "orders", 2)).isEqualTo(1);
        assertThat(origin.in(sources, "orders", 1)).isEqualTo(2);
        assertThatThrownBy(() -> sources.of(new TopicPartition("orders", 3))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesAndPatternsBecomeOnePatternThatMatchesWhatEachOfThemDoes() {
        Pattern joined = JoinedPattern.of(
                List.of("a.b", "c|d"),
                List.of(
                        Pattern.compile("EU-.*", Pattern.CASE_INSENSITIVE),
                        Pattern.compile("us-\\d+ # comment", Pattern.COMMENTS),
                        Pattern.compile("x|y"),
                        Pattern.compile("l*", Pattern.LITERAL)));

        assertThat(List.of("a.b", "eu-1", "EU-1", "us-7", "x", "y", "l*", "c|d"))
                .allMatch(topic -> joined.matcher(topic).matches());
        assertThat(List.of("axb", "us-", "US-7", "xy", "ll", "c", "Eu", "us-7 # comment", "X"))
                .noneMatch(topic -> joined.matcher(topic).matches());
    }

    @Test
    void onePatternIsGivenToKafkaAsItIs() {
        Pattern pattern = Pattern.compile("(a)\\1", Pattern.CASE_INSENSITIVE);

        assertThat(JoinedPattern.of(List.of(), List.of(pattern))).isSameAs(pattern);
    }

    @Test
    void aTopicWithTwoHandlersIsRefused() {
        refused(group -> on(group, Topics.of("orders", "returns"), Topics.of("orders")))
                .containsOnlyOnce("topic 'orders' has two handlers");
        refused(group -> on(group, Topics.of("orders", "orders"))).contains("topic 'orders' has two handlers");
        refused(group -> on(group, Topics.partitions("orders", 1), Topics.partitions("orders", 0, 1)))
                .contains("partition 1 of 'orders' is named twice");
        refused(group -> on(group, Topics.matching(Pattern.compile("o.*")), Topics.matching(Pattern.compile("o.*"))))
                .contains("pattern 'o.*' has two handlers");
    }

    @Test
    void aShareOfTopicsAndPartitionsOfItsOwnAreRefused() {
        refused(group -> on(group, Topics.of("returns"), Topics.partitions("orders", 0)))
                .contains("make two groups");
        refused(group -> on(group, Topics.matching(Pattern.compile("r.*")), Topics.partitions("orders", 0)))
                .contains("make two groups");
    }

    @Test
    void whatNamesNothingOrImpossibleThingsIsRefused() {
        refused(group -> on(group, Topics.of())).contains("names no topic");
        refused(group -> on(group, Topics.of("a/b"))).contains("'a/b' can be no topic");
        refused(group -> on(group, Topics.partitions("orders"))).contains("names no partition");
        refused(group -> on(group, Topics.partitions("orders", -1))).contains("partition -1 of 'orders'");
        refused(group -> on(
                        group,
                        Topics.matching(Pattern.compile("(?<x>a)")),
                        Topics.matching(Pattern.compile("(?<x>b)"))))
                .contains("cannot be joined");
        refused(group -> on(group, Topics.of("b"), Topics.matching(Pattern.compile("(a)\\1"))))
                .contains("back reference");
    }

    @Test
    void deadLettersOfAPatternDoNotComeBackThroughIt() {
        refused(group -> on(group.deadLetters("orders.dead"), Topics.matching(Pattern.compile("orders\\..*"))))
                .contains("'orders.dead' is one it consumes, by the pattern 'orders\\..*'");
    }

    @Test
    void anAgeIsNoTimeToCome() {
        assertThatThrownBy(() -> Start.ago(Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must not be negative");
    }

    private static void on(ConsumerGroupBuilder<String> group, Topics... all) {
        for (Topics topics : all) {
            group.on(topics, Serde.text(), message -> {});
        }
    }

    private org.assertj.core.api.AbstractStringAssert<?> refused(Consumer<ConsumerGroupBuilder<String>> options) {
        ConsumerGroupBuilder<String> builder = leat.consumerGroup("billing");
        options.accept(builder);
        String message = "accepted";
        try {
            builder.build();
        } catch (ConfigurationException e) {
            message = String.valueOf(e.getMessage());
        }
        return assertThat(message);
    }
}
