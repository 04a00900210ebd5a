package dev.leat.logs;

import static dev.leat.logs.Entries.entry;
import static dev.leat.logs.Entries.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.testkit.TestKafka;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class LogShipperTest {
    private final TestKafka kafka = TestKafka.create();
    private final Leat leat = kafka.leat();
    private final StringWriter shown = new StringWriter();
    /** Made by each test. */
    @SuppressWarnings("NullAway.Init")
    private LogShipper shipper;

    @BeforeEach
    void topic() {
        kafka.topic("logs");
    }

    @AfterEach
    void close() {
        if (shipper != null) {
            shipper.close();
        }
        kafka.close();
    }

    private LogShipperBuilder builder() {
        return LogShipper.on(leat).service("billing").fallback(shown);
    }

    private List<String> values() {
        return Entries.values(kafka);
    }

    private void offer(int number, LogLevel level) {
        IntStream.range(0, number).forEach(i -> shipper.offer(entry(level, level + " " + i)));
    }

    @Test
    void anEntryFromBefore1970IsSentWithItsTimeInTheText() {
        shipper = builder().build();

        shipper.offer(LogEntry.at(Instant.parse("1969-07-20T20:17:40Z"), LogLevel.INFO, "moon", "landed")
                .build());
        shipper.offer(entry(LogLevel.INFO, "later"));
        kafka.advance(Duration.ofSeconds(1));

        assertThat(Entries.messages(values())).containsExactly("landed", "later");
        assertThat(values().get(0)).contains("1969-07-20T20:17:40");
        assertThat(shipper.counts().sent()).isEqualTo(2);
    }

    @Test
    void longMessagesOfExceptionsCountAgainstTheBound() {
        kafka.stopBroker();
        shipper = builder().bytes(8L << 20).noFallback().build();
        RuntimeException large = new IllegalStateException("outside", new IllegalStateException("x".repeat(1 << 20)));

        for (int i = 0; i < 20; i++) {
            shipper.offer(LogEntry.at(Instant.EPOCH, LogLevel.ERROR, "shop", "failed")
                    .throwable(large)
                    .build());
        }

        assertThat(shipper.counts().waiting()).isLessThanOrEqualTo(4);
        assertThat(shipper.counts().dropped(DropReason.QUEUE_FULL)).isGreaterThanOrEqualTo(16);
        kafka.startBroker();
    }

    @Test
    void whatCannotSayWhatItIsHoldsNobodyUp() {
        shipper = builder().build();
        RuntimeException speechless = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new StackOverflowError("said by itself");
            }
        };

        shipper.offer(LogEntry.at(Instant.EPOCH, LogLevel.ERROR, "shop", "failed")
                .throwable(speechless)
                .build());
        shipper.offer(entry(LogLevel.INFO, "later"));
        kafka.advance(Duration.ofSeconds(1));

        assertThat(Entries.messages(values())).contains("later");
        LogCounts counts = shipper.counts();
        assertThat(counts.sent() + counts.dropped()).isEqualTo(counts.offered()).isEqualTo(2);
    }

    @Test
    void entriesStandInTheTopicInOrderWithTheirNumbersTimeKeyAndHeaders() {
        shipper = builder().instance("host-1-2").build();

        offer(1_000, LogLevel.INFO);
        kafka.advance(Duration.ofSeconds(1));

        assertThat(Entries.messages(values()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> "INFO " + i).toList());
        assertThat(Entries.sequences(values()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(kafka.topic("logs").records()).allSatisfy(record -> {
            assertThat(record.timestamp()).isEqualTo("2025-12-31T10:20:30.123Z");
            assertThat(record.key()).isEqualTo("host-1-2");
            assertThat(record.header("content-type")).hasValue("application/json");
            assertThat(record.header("leat-log-level")).hasValue("INFO");
            assertThat(record.header("leat-log-service")).hasValue("billing");
        });
        assertThat(shipper.counts().sent()).isEqualTo(1_000);
        assertThat(shipper.counts().waiting()).isZero();
    }

    @Test
    void theNewestGoesAndWarningsHaveAReserve() {
        overloaded(DropPolicy.NEWEST);

        assertThat(Entries.messages(values()))
                .containsExactly(expected("INFO", 0, 16).with("WARN", 0, 4).list());
        assertThat(shipper.counts().dropped(DropReason.QUEUE_FULL, LogLevel.INFO))
                .isEqualTo(4);
        assertThat(shipper.counts().dropped(DropReason.QUEUE_FULL, LogLevel.WARN))
                .isEqualTo(2);
        assertGapsAreWhatWasDropped();
    }

    @Test
    void theOldestGoes() {
        overloaded(DropPolicy.OLDEST);

        // four made room for others of their kind, and two more for warnings beyond the reserve
        assertThat(Entries.messages(values()))
                .containsExactly(expected("INFO", 6, 20).with("WARN", 0, 6).list());
        assertThat(shipper.counts().dropped(DropReason.QUEUE_FULL, LogLevel.INFO))
                .isEqualTo(6);
        assertThat(shipper.counts().dropped(DropReason.QUEUE_FULL, LogLevel.WARN))
                .isZero();
        assertGapsAreWhatWasDropped();
    }

    @Test
    void theLowestLevelGoes() {
        kafka.stopBroker();
        shipper = small(DropPolicy.LOWEST_LEVEL);
        offer(6, LogLevel.DEBUG);
        offer(12, LogLevel.INFO);
        offer(6, LogLevel.ERROR);
        offer(3, LogLevel.DEBUG);
        backAgain();

        assertThat(Entries.messages(values()))
                .containsExactly(expected("DEBUG", 4, 6)
                        .with("INFO", 0, 12)
                        .with("ERROR", 0, 6)
                        .list());
        assertThat(shipper.counts().dropped(DropReason.QUEUE_FULL, LogLevel.DEBUG))
                .isEqualTo(7);
        assertThat(shipper.counts().dropped()).isEqualTo(7);
        assertGapsAreWhatWasDropped();
    }

    private LogShipper small(DropPolicy policy) {
        return builder().records(20).reserve(0.2).policy(policy).build();
    }

    /** Twenty places, of which sixteen are for all. */
    private void overloaded(DropPolicy policy) {
        kafka.stopBroker();
        shipper = small(policy);
        offer(20, LogLevel.INFO);
        offer(6, LogLevel.WARN);
        assertThat(shipper.counts().waiting()).isEqualTo(20);
        backAgain();
    }

    private void backAgain() {
        kafka.startBroker();
        kafka.advance(Duration.ofSeconds(10));
    }

    private record Expected(List<String> messages) {
        Expected with(String level, int from, int to) {
            return new Expected(
                    Stream.concat(messages.stream(), IntStream.range(from, to).mapToObj(i -> level + " " + i))
                            .toList());
        }

        String[] list() {
            return messages.toArray(String[]::new);
        }
    }

    private static Expected expected(String level, int from, int to) {
        return new Expected(List.of()).with(level, from, to);
    }

    private void assertGapsAreWhatWasDropped() {
        LogCounts counts = shipper.counts();
        List<Long> numbers = Entries.sequences(values());
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(counts.sent()).isEqualTo(numbers.size());
        assertThat(counts.offered()).isEqualTo(counts.sent() + counts.dropped());
        assertThat(numbers.get(numbers.size() - 1) - numbers.size()).isEqualTo(counts.dropped());
    }

    @Test
    void oneSummaryTellsWhatWasDroppedWhenThatIsOver() {
        overloaded(DropPolicy.NEWEST);

        List<JsonNode> summaries = Entries.summaries(values());
        assertThat(summaries).hasSize(1);
        JsonNode summary = summaries.get(0);
        assertThat(summary.at("/log.level").asString()).isEqualTo("WARN");
        assertThat(summary.at("/message").asString())
                .startsWith("6 log entries were dropped since 2026-01-01T00:00:0")
                .endsWith(": QUEUE_FULL 4 INFO 2 WARN");
        assertThat(summary.at("/labels/dropped").asString()).isEqualTo("6");
        assertThat(summary.at("/labels/dropped_QUEUE_FULL").asString()).isEqualTo("6");

        offer(3, LogLevel.INFO);
        kafka.advance(Duration.ofMinutes(5));
        assertThat(Entries.summaries(values())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(DropPolicy.class)
    void memoryStaysWithinItsBoundUnderATenfoldOverload(DropPolicy policy) {
        long bound = 1 << 20;
        kafka.stopBroker();
        shipper = builder().bytes(bound).policy(policy).build();
        String text = "x".repeat(1_000);
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 1_000; j++) {
                shipper.offer(entry(j % 5 == 0 ? LogLevel.ERROR : LogLevel.INFO, text));
                assertThat(shipper.counts().waitingBytes()).isLessThanOrEqualTo(bound);
            }
            kafka.advance(Duration.ofSeconds(1));
            assertThat(shipper.counts().waitingBytes()).isLessThanOrEqualTo(bound);
        }
        assertThat(shipper.counts().waitingBytes()).isGreaterThan(bound / 2);
        assertThat(shipper.counts().dropped()).isGreaterThan(9_000);

        backAgain();
        assertThat(shipper.counts().waiting()).isZero();
        assertThat(shipper.counts().waitingBytes()).isZero();
        assertGapsAreWhatWasDropped();
    }

    @Test
    void entriesOfKafkasClientOfLeatAndOfTheSendersThreadsNeverEnter() {
        shipper = builder()
                .admit("dev.leat.examples")
                .property("client.id", "mine")
                .build();
        for (String logger : List.of(
                "org.apache.kafka", "org.apache.kafka.clients.NetworkClient", "dev.leat.core.producer", "dev.leat")) {
            assertThat(shipper.offer(LogEntry.at(Entries.TIME, LogLevel.ERROR, logger, "a trouble of " + logger)
                            .build()))
                    .isFalse();
        }
        shipper.offer(LogEntry.at(Entries.TIME, LogLevel.WARN, "billing", "from a plug-in")
                .thread("kafka-producer-network-thread | mine")
                .build());
        shipper.offer(LogEntry.at(Entries.TIME, LogLevel.INFO, "org.apache.kafka", "nothing to see")
                .build());
        for (String logger : List.of("org.apache.kafkaesque", "dev.leather", "dev.leat.examples.orders")) {
            assertThat(shipper.offer(LogEntry.at(Entries.TIME, LogLevel.INFO, logger, logger)
                            .build()))
                    .isTrue();
        }
        kafka.advance(Duration.ofSeconds(1));

        assertThat(Entries.messages(values()))
                .containsExactly("org.apache.kafkaesque", "dev.leather", "dev.leat.examples.orders");
        assertThat(shipper.counts().apart()).isEqualTo(6);
        assertThat(shipper.counts().offered()).isEqualTo(3);
        assertThat(shown.toString())
                .contains(
                        "a trouble of org.apache.kafka.clients.NetworkClient",
                        "a trouble of dev.leat.core.producer",
                        "from a plug-in")
                .doesNotContain("nothing to see");
    }

    @Test
    void ownTroublesAreShownWithinBounds() {
        shipper = builder().build();
        for (int i = 0; i < 5_000; i++) {
            shipper.offer(LogEntry.at(Entries.TIME, LogLevel.ERROR, "org.apache.kafka.clients", "trouble " + i)
                    .build());
        }
        kafka.run();

        assertThat(shown.toString().lines()).hasSize(101);
        assertThat(shown.toString()).contains("4900 more entries are not shown here");
    }

    @Test
    void oneThreadShowsEverythingAndEndsWithTheShipper() {
        Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        shipper = LogShipper.on(leat)
                .fallback(new Lines(line -> threads.add(Thread.currentThread())))
                .build();
        for (int i = 0; i < 3; i++) {
            shipper.offer(trouble("trouble " + i));
            kafka.advance(Duration.ofMinutes(5)); // it rests meanwhile
        }

        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.isAlive()).isTrue();
        });
        shipper.close();
        kafka.run();
        assertThat(threads).singleElement().satisfies(thread -> await().until(() -> !thread.isAlive()));
    }

    @Test
    void anInterruptDoesNotKeepThatThreadFromResting() {
        List<String> lines = new ArrayList<>();
        shipper = LogShipper.on(leat)
                .fallback(new Lines(line -> {
                    lines.add(line);
                    Thread.currentThread().interrupt();
                }))
                .build();
        shipper.offer(trouble("first"));
        kafka.advance(Duration.ofSeconds(10));
        shipper.offer(trouble("second"));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(lines).hasSize(2);
    }

    /** Both shippers have what is written to standard error logged, as some applications do. */
    @Test
    void whatIsShownAndComesBackAsAnEntryIsNotShownAgain() {
        List<LogShipper> all = new ArrayList<>();
        Lines redirected = new Lines(line -> {
            shown.write(line);
            all.forEach(each -> each.offer(entry(LogLevel.ERROR, line)));
        });
        all.add(builder().fallback(redirected).fallbackAfter(Duration.ZERO).build());
        all.add(builder().fallback(redirected).fallbackAfter(Duration.ZERO).build());
        kafka.stopBroker();
        all.get(0).offer(info("first"));
        all.get(1).offer(info("second"));
        kafka.advance(Duration.ofSeconds(1));
        all.get(0).offer(info("third"));
        all.get(1).offer(trouble("trouble"));
        kafka.advance(Duration.ofMinutes(1));

        assertThat(shown.toString().lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("Kafka has confirmed no log record"),
                        line -> assertThat(line).contains("Kafka has confirmed no log record"),
                        line -> assertThat(line).endsWith("third"),
                        line -> assertThat(line).endsWith("trouble"));
        backAgain();
        all.forEach(LogShipper::close);
        assertThat(Entries.messages(values())).containsExactlyInAnyOrder("first", "second", "third");
    }

    @Test
    void whoTakesNoTextKeepsClosingForASecond() {
        shipper = LogShipper.on(leat)
                .fallback(new Lines(line -> {
                    try {
                        var unused = kafka.surroundings()
                                .await(new CountDownLatch(1), Duration.ofDays(1).toNanos());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .build();
        shipper.offer(trouble("stuck"));
        kafka.run();
        Instant before = kafka.now();
        shipper.close();

        assertThat(Duration.between(before, kafka.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    private static LogEntry trouble(String message) {
        return LogEntry.at(Entries.TIME, LogLevel.ERROR, "org.apache.kafka.clients", message)
                .build();
    }

    /** Hands on each text that is written to it. */
    private static final class Lines extends Writer {
        private final Consumer<String> to;

        Lines(Consumer<String> to) {
            this.to = to;
        }

        @Override
        public void write(char[] characters, int from, int number) {
            to.accept(new String(characters, from, number));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void onceKafkaHasBeenAwayForLongEntriesAreShownUntilItIsBack() {
        shipper = builder().fallbackAfter(Duration.ofSeconds(10)).build();
        kafka.stopBroker();
        shipper.offer(info("early"));
        kafka.advance(Duration.ofSeconds(9));
        shipper.offer(info("not yet shown"));
        kafka.advance(Duration.ofSeconds(2));
        shipper.offer(LogEntry.at(Entries.TIME, LogLevel.ERROR, "billing", "shown")
                .throwable(new IllegalStateException("why"))
                .build());
        kafka.run();
        assertThat(shown.toString())
                .contains("Kafka has confirmed no log record for 10 s")
                .contains("2025-12-31T10:20:30.123456Z ERROR [", "] billing - shown", "IllegalStateException: why")
                .doesNotContain("early", "not yet shown");

        backAgain();
        shipper.offer(info("late"));
        kafka.advance(Duration.ofSeconds(1));
        assertThat(shown.toString())
                .contains("Kafka confirms log records again")
                .doesNotContain("late");
        assertThat(Entries.messages(values())).containsExactly("early", "not yet shown", "shown", "late");
    }

    @Test
    void whatIsCutIsSearchedForSecretsBefore() {
        shipper = builder()
                .messageBytes(100)
                .redaction(Redaction.standard().maskMatching(Pattern.compile("\\b\\d{16}\\b")))
                .fallbackAfter(Duration.ZERO)
                .build();
        kafka.stopBroker();
        shipper.offer(info("first"));
        kafka.advance(Duration.ofSeconds(1));
        shipper.offer(LogEntry.at(Entries.TIME, LogLevel.ERROR, "billing", "x".repeat(91) + " 4111111111111111 refused")
                .throwable(new IllegalStateException("y".repeat(3_950) + " 4111111111111111 refused"))
                .build());
        kafka.run();
        backAgain();

        assertThat(Entries.messages(values()))
                .containsExactly("first", "x".repeat(91) + " *** refu… [100 of 103 characters]");
        assertThat(shown.toString()).contains("yyy ***").doesNotContain("4111");
    }

    /** Such a pattern takes more stack the longer a text is. */
    @Test
    void textsThatCannotBeSearchedAreLeftOutAndTroubleNobody() {
        shipper = builder()
                .messageBytes(100)
                .redaction(Redaction.standard().maskMatching(Pattern.compile("(secret|x)*!")))
                .build();

        String secret = "secret" + "x".repeat(1_000_000);
        assertThat(shipper.offer(LogEntry.at(Entries.TIME, LogLevel.INFO, "billing", secret)
                        .fields(Map.of("note", secret))
                        .throwable(new IllegalStateException(secret))
                        .build()))
                .isTrue();
        kafka.advance(Duration.ofSeconds(1));

        String instead = "(1000006 characters cannot be searched for secrets: java.lang.StackOverflowError)";
        assertThat(Entries.messages(values())).containsExactly(instead);
        JsonNode value = Entries.json(values().get(0));
        assertThat(value.at("/labels/note").asString()).isEqualTo(instead);
        assertThat(value.at("/error.message").asString()).isEqualTo(instead);
        assertThat(value.at("/error.stack_trace").asString()).contains("cannot be searched for secrets");
        assertThat(value.toString()).doesNotContain("xxx");
    }

    @Test
    void nothingIsLostWhileKafkaIsAwayHoweverLong() {
        shipper = builder().build();
        offer(10, LogLevel.INFO);
        kafka.advance(Duration.ofSeconds(1));
        kafka.stopBroker();
        offer(500, LogLevel.WARN);
        kafka.advance(Duration.ofHours(5));
        offer(10, LogLevel.ERROR);
        backAgain();

        assertThat(Entries.sequences(values()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 520).boxed().toList());
        assertThat(shipper.counts().dropped()).isZero();
    }

    @Test
    void whatCannotBeSentForAWhileIsSentAgainInOrder() {
        shipper = builder().build();
        kafka.topic("logs").delaySends(Duration.ofSeconds(1));
        offer(20, LogLevel.INFO);
        kafka.run();
        kafka.topic("logs").failSends(20, new TopicAuthorizationException(Set.of("logs")));
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.leat.logs");
        logger.addAppender(told);
        try {
            kafka.advance(Duration.ofSeconds(30));
        } finally {
            logger.detachAppender(told);
        }

        assertThat(Entries.sequences(values()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(told.list).as("however many have failed").hasSize(1);
    }

    @Test
    void aProducerThatIsAtItsEndIsMadeAnewAndNothingIsMissing() {
        shipper = builder().build();
        kafka.topic("logs").delaySends(Duration.ofSeconds(1));
        offer(20, LogLevel.INFO);
        kafka.run();
        kafka.topic("logs").failSends(1, new KafkaException("Cannot perform send because at least one previous"));
        kafka.advance(Duration.ofSeconds(30));

        List<Long> all = Entries.sequences(values());
        assertThat(all.stream().distinct())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(shipper.counts().sent()).isEqualTo(20);
        assertThat(shipper.counts().dropped()).isZero();
    }

    @Test
    void whatIsNoGoodForTheBrokerIsDroppedAndCountedAndTheRestGoesOn() {
        shipper = builder().build();
        kafka.topic("logs").failSends(1, new InvalidTimestampException("from the future"));
        offer(3, LogLevel.INFO);
        kafka.advance(Duration.ofSeconds(10));
        kafka.topic("logs").failSends(1, new RecordTooLargeException("larger than max.message.bytes"));
        offer(3, LogLevel.WARN);
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(values())).containsExactly("INFO 1", "INFO 2", "WARN 1", "WARN 2");
        assertThat(shipper.counts().dropped(DropReason.BROKER, LogLevel.INFO)).isEqualTo(1);
        assertThat(shipper.counts().dropped(DropReason.TOO_LARGE, LogLevel.WARN))
                .isEqualTo(1);
        assertGapsAreWhatWasDropped();
    }

    @Test
    void whatCannotBeWrittenDownIsDroppedAndCounted() {
        shipper = builder().build();
        Map<String, String> broken = new AbstractMap<>() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public Set<Entry<String, String>> entrySet() {
                if (Thread.currentThread().getName().startsWith("leat-logs")) {
                    throw new IllegalStateException("changed meanwhile");
                }
                return Set.of();
            }
        };
        shipper.offer(LogEntry.at(Entries.TIME, LogLevel.ERROR, "billing", "broken")
                .fields(broken)
                .build());
        shipper.offer(info("whole"));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(values())).containsExactly("whole");
        assertThat(shipper.counts().dropped(DropReason.UNREADABLE, LogLevel.ERROR))
                .isEqualTo(1);
        assertGapsAreWhatWasDropped();
    }

    @Test
    void whatIsTooLargeAllTheSameIsDroppedAndCounted() {
        shipper = builder().recordBytes(2_000).build();
        shipper.offer(info("x".repeat(3_000)));
        shipper.offer(info("y"));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(values())).containsExactly("y");
        assertThat(shipper.counts().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
        assertGapsAreWhatWasDropped();
    }

    @Test
    void closingSendsWhatIsLeft() {
        shipper = builder().build();
        kafka.topic("logs").delaySends(Duration.ofMillis(300));
        offer(100, LogLevel.INFO);
        shipper.close();

        assertThat(values()).hasSize(100);
        assertThat(shipper.counts().sent()).isEqualTo(100);
        assertThat(shipper.counts().waiting()).isZero();
    }

    @Test
    void closingWithKafkaAwayIsOverInTimeAndSaysWhatIsLeft() {
        shipper = builder().drainWithin(Duration.ofSeconds(3)).build();
        kafka.stopBroker();
        offer(100, LogLevel.INFO);
        kafka.advance(Duration.ofSeconds(1));
        var before = kafka.now();
        shipper.close();

        assertThat(Duration.between(before, kafka.now())).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
        assertThat(shipper.counts().dropped(DropReason.SHUTDOWN)).isEqualTo(100);
        assertThat(shipper.counts().waiting()).isZero();
        assertThat(shown.toString()).contains("100 log entries were left");
        assertThat(shipper.offer(info("too late"))).isFalse();
        assertThat(shipper.counts().dropped(DropReason.SHUTDOWN)).isEqualTo(101);
    }

    @Test
    void aWorkersRecordsGoToItsNumberModuloThePartitions() {
        kafka.topic("logs", 2);
        shipper = builder().format(LogFormat.SNAPJOB).workerModulo(5, 2).build();
        offer(3, LogLevel.INFO);
        kafka.advance(Duration.ofSeconds(1));

        assertThat(kafka.topic("logs").records()).hasSize(3).allSatisfy(record -> {
            assertThat(record.partition()).isEqualTo(1);
            assertThat(Entries.json(String.valueOf(record.value()))
                            .at("/workerId")
                            .asInt())
                    .isEqualTo(5);
        });
    }

    @Test
    void aBuilderThatIsUsedFurtherChangesNoShipperThatWasMade() {
        LogShipperBuilder builder = builder().topic("logs");
        shipper = builder.build();
        builder.topic("audit").messageBytes(16);
        shipper.offer(info("longer than sixteen bytes"));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(values())).containsExactly("longer than sixteen bytes");
        assertThat(shipper).hasToString("LogShipper[logs]");
    }

    @Test
    void whatABuilderIsToldLaterDoesNotKeepAProducerFromBeingMadeAnew() {
        LogShipperBuilder builder = builder();
        shipper = builder.build();
        builder.property("linger.ms", "soon");
        kafka.topic("logs").failSends(1, new KafkaException("another producer, please"));
        shipper.offer(info("sent by the second one"));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(values())).containsExactly("sent by the second one");
    }

    @Test
    void everyOptionThatCannotWorkIsNamed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder()
                        .topic("a b")
                        .records(2)
                        .reserve(2)
                        .drainWithin(Duration.ofSeconds(-1))
                        .property("delivery.timeout.ms", 5)
                        .build())
                .withMessageContainingAll(
                        "'a b'", "records is 2", "reserve is 2.0", "drainWithin", "'delivery.timeout.ms'");
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder()
                        .waitAtMost(forEver)
                        .drainWithin(forEver)
                        .fallbackAfter(forEver)
                        .build())
                .withMessageContainingAll("waitAtMost", "drainWithin", "fallbackAfter", "from 0 to 365 days");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder().property("linger.ms", "soon").build())
                .withMessageContaining("linger.ms");
    }
}
