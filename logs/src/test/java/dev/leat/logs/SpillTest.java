package dev.leat.logs;

import static dev.leat.logs.Entries.entry;
import static dev.leat.logs.Entries.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.testkit.TestKafka;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is on disk while Kafka is away. */
class SpillTest {
    private final TestKafka kafka = TestKafka.create();
    private final Leat leat = kafka.leat();

    @TempDir
    private Path folder;

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

    private LogShipper shipper(String instance) {
        return builder(instance).build();
    }

    private LogShipperBuilder builder(String instance) {
        return LogShipper.on(leat)
                .service("billing")
                .instance(instance)
                .records(200)
                .spill(folder)
                .noFallback();
    }

    private void offer(int number) {
        IntStream.range(0, number).forEach(i -> shipper.offer(info("number " + i)));
    }

    private List<Long> numbers() {
        return Entries.sequences(kafka);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".spill"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void farMoreThanThereIsRoomForInMemoryArrivesInOrderWhenKafkaIsBack() throws IOException {
        shipper = shipper("one");
        offer(10);
        kafka.advance(Duration.ofSeconds(1));
        kafka.stopBroker();
        for (int i = 0; i < 50; i++) {
            offer(50);
            kafka.advance(Duration.ofSeconds(5));
        }
        assertThat(shipper.counts().kept()).isGreaterThan(2_300);
        assertThat(shipper.counts().kept() + shipper.counts().waiting()).isEqualTo(2_500);
        kafka.startBroker();
        for (int i = 0; i < 10; i++) {
            offer(20);
            kafka.advance(Duration.ofMillis(200));
        }
        kafka.advance(Duration.ofMinutes(1));

        assertThat(numbers()).isEqualTo(upTo(2_710));
        assertThat(shipper.counts().sent()).isEqualTo(2_710);
        assertThat(shipper.counts().kept()).isZero();
        assertThat(shipper.counts().dropped()).isZero();
        assertThat(segments()).isEmpty();
    }

    @Test
    void itIsUsedAgainInTheNextOutage() throws IOException {
        shipper = shipper("one");
        for (int outage = 0; outage < 3; outage++) {
            kafka.stopBroker();
            offer(50);
            kafka.advance(Duration.ofSeconds(10));
            offer(50);
            kafka.advance(Duration.ofSeconds(10));
            assertThat(segments()).isNotEmpty();
            kafka.startBroker();
            offer(5);
            kafka.advance(Duration.ofSeconds(10));
        }

        assertThat(numbers()).isEqualTo(upTo(315));
        assertThat(segments()).isEmpty();
    }

    @Test
    void whatIsLeftAtTheEndIsSentByTheNextProcess() throws IOException {
        shipper = shipper("one");
        kafka.stopBroker();
        offer(80);
        kafka.advance(Duration.ofSeconds(10));
        offer(40);
        shipper.close();
        assertThat(shipper.counts().kept()).isEqualTo(120);
        assertThat(shipper.counts().dropped()).isZero();

        kafka.startBroker();
        shipper = shipper("two");
        offer(5);
        kafka.advance(Duration.ofSeconds(10));

        assertThat(kafka.topic("logs").partition(0).records().stream()
                        .filter(record -> "one".equals(record.key()))
                        .map(record -> Entries.json(String.valueOf(record.value()))
                                .at("/event.sequence")
                                .asLong()))
                .containsExactlyElementsOf(upTo(120));
        assertThat(kafka.topic("logs").partition(0).records().stream().map(record -> record.key()))
                .endsWith("one", "two", "two", "two", "two", "two");
        assertThat(shipper.counts().replayed()).isEqualTo(120);
        assertThat(shipper.counts().sent()).isEqualTo(5);
        assertThat(segments()).isEmpty();
    }

    @Test
    void whatAKilledProcessHasHalfWrittenIsCutOff() throws IOException {
        shipper = shipper("one");
        kafka.stopBroker();
        offer(10);
        shipper.offer(entry(LogLevel.ERROR, "the last one"));
        kafka.advance(Duration.ofSeconds(10));
        shipper.close();
        List<Path> segments = segments();
        try (RandomAccessFile last =
                new RandomAccessFile(segments.get(segments.size() - 1).toFile(), "rw")) {
            last.setLength(last.length() - 3);
        }

        kafka.startBroker();
        shipper = shipper("two");
        shipper.offer(info("goes on"));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(Entries.values(kafka)))
                .hasSize(11)
                .endsWith("number 9", "goes on")
                .doesNotContain("the last one");
        assertThat(shipper.counts().replayed()).isEqualTo(10);
    }

    /** As a machine may leave it that had no power left. */
    @Test
    void zerosAtTheEndAreNoRecords() throws IOException {
        shipper = shipper("one");
        kafka.stopBroker();
        offer(10);
        kafka.advance(Duration.ofSeconds(10));
        shipper.close();
        List<Path> segments = segments();
        try (RandomAccessFile last =
                new RandomAccessFile(segments.get(segments.size() - 1).toFile(), "rw")) {
            last.setLength(last.length() + 4_096);
        }

        kafka.startBroker();
        shipper = shipper("two");
        shipper.offer(info("goes on"));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(Entries.values(kafka))).hasSize(11).endsWith("number 9", "goes on");
        assertThat(shipper.counts().replayed()).isEqualTo(10);
    }

    @Test
    void aFileOfSomebodyElseCostsNoRecord() throws IOException {
        shipper = shipper("one");
        kafka.stopBroker();
        offer(10);
        kafka.advance(Duration.ofSeconds(10));
        shipper.close();
        Path strange = Files.writeString(folder.resolve("notes.spill"), "not ours");

        kafka.startBroker();
        shipper = shipper("two");
        kafka.advance(Duration.ofSeconds(10));

        assertThat(numbers()).isEqualTo(upTo(10));
        assertThat(strange).hasContent("not ours");
    }

    @Test
    void aFileWhoseNameIsTooLargeForAPlaceIsSomebodyElses() throws IOException {
        Path strange = Files.writeString(folder.resolve("09999999999999999999.spill"), "not ours");

        shipper = shipper("one");
        offer(10);
        kafka.advance(Duration.ofSeconds(10));

        assertThat(numbers()).isEqualTo(upTo(10));
        assertThat(strange).hasContent("not ours");
    }

    @Test
    void whatIsLeftIsFoundWhereDigitsAreWrittenInAnotherWay() throws IOException {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
        try {
            shipper = shipper("one");
            kafka.stopBroker();
            offer(10);
            kafka.advance(Duration.ofSeconds(10));
            shipper.close();
            assertThat(segments()).isNotEmpty();
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }

        kafka.startBroker();
        shipper = shipper("two");
        kafka.advance(Duration.ofSeconds(10));

        assertThat(numbers()).isEqualTo(upTo(10));
        assertThat(segments()).isEmpty();
    }

    /** A large record that there is no room for on disk is sent before a small one that there is, and gets its place later. */
    @Test
    void whatIsNotConfirmedStaysOnDiskThoughAnEarlierOneGotThereLater() throws IOException {
        kafka.topic("logs").delaySends(Duration.ofSeconds(10));
        shipper = builder("one").spillBytes(1 << 20).build();
        shipper.offer(info("first"));
        kafka.advance(Duration.ofSeconds(2));
        String large = "x".repeat(30_000);
        IntStream.range(0, 34).forEach(i -> shipper.offer(info(large))); // which leaves room for a small one
        kafka.advance(Duration.ofSeconds(4));
        shipper.offer(info(large));
        kafka.advance(Duration.ofSeconds(1));
        shipper.offer(info("small"));
        kafka.advance(Duration.ofMillis(9_500));
        assertThat(shipper.counts().sent()).as("all but the small one").isEqualTo(36);
        kafka.stopBroker();
        shipper.close();
        assertThat(shipper.counts().kept()).isEqualTo(1);

        kafka.topic("logs").sendsAtOnce();
        kafka.startBroker();
        shipper = shipper("two");
        kafka.advance(Duration.ofSeconds(10));

        assertThat(Entries.messages(Entries.values(kafka))).hasSize(37).endsWith("small");
    }

    @Test
    void aDamagedFileCostsNoMoreThanItsRest() throws IOException {
        shipper = shipper("one");
        kafka.stopBroker();
        for (int i = 0; i < 40; i++) {
            shipper.offer(info("x".repeat(30_000)));
            kafka.advance(Duration.ofSeconds(3));
        }
        shipper.close();
        List<Path> segments = segments();
        try (RandomAccessFile first = new RandomAccessFile(segments.get(0).toFile(), "rw")) {
            first.seek(first.length() - 100);
            first.write('?');
        }

        kafka.startBroker();
        shipper = builder("two").build();
        kafka.advance(Duration.ofSeconds(30));
        assertThat(numbers()).isSorted().doesNotHaveDuplicates().hasSize(39);
        assertThat(segments()).isEmpty();
    }

    @Test
    void whatADamagedFileLosesOfThisProcessIsCounted() throws IOException {
        shipper = builder("one").spillBytes(1 << 20).build();
        kafka.stopBroker();
        String text = "x".repeat(1_000);
        for (int i = 0; i < 10; i++) {
            IntStream.range(0, 40)
                    .forEach(n -> shipper.offer(entry(n % 4 == 0 ? LogLevel.ERROR : LogLevel.INFO, text)));
            kafka.advance(Duration.ofSeconds(3));
        }
        List<Path> segments = segments();
        assertThat(segments).hasSizeGreaterThan(3);
        damage(segments.get(2));
        kafka.startBroker();
        kafka.advance(Duration.ofMinutes(1));

        LogCounts counts = shipper.counts();
        List<String> values = Entries.values(kafka);
        assertThat(counts.waiting() + counts.kept()).isZero();
        assertThat(counts.dropped(DropReason.UNREADABLE)).isBetween(10L, 100L);
        assertThat(counts.dropped()).isEqualTo(counts.dropped(DropReason.UNREADABLE));
        assertThat(counts.offered()).isEqualTo(counts.sent() + counts.dropped());
        assertThat(values).hasSize((int) counts.sent());
        assertThat(values.stream()
                        .filter(value ->
                                Entries.json(value).at("/log.level").asString().equals("ERROR")))
                .hasSize(100 - (int) counts.dropped(DropReason.UNREADABLE, LogLevel.ERROR));
        assertThat(Entries.summaries(values))
                .singleElement()
                .satisfies(summary -> assertThat(
                                summary.at("/labels/dropped_UNREADABLE").asLong())
                        .isEqualTo(counts.dropped()));
        assertThat(segments()).isEmpty();
    }

    /** In the middle. */
    private static void damage(Path segment) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int before = file.read();
            file.seek(file.length() / 2);
            file.write(~before);
        }
    }

    @Test
    void theNextProcessFindsWhatWasSpiltAfterADamagedPlace() throws IOException {
        shipper = shipper("one");
        kafka.stopBroker();
        offer(100);
        kafka.advance(Duration.ofSeconds(10));
        offer(100);
        kafka.advance(Duration.ofSeconds(10));
        damage(segments().get(0)); // between the two
        kafka.startBroker();
        kafka.advance(Duration.ofSeconds(10));
        long dropped = shipper.counts().dropped(DropReason.UNREADABLE);
        assertThat(dropped).isBetween(90L, 110L);
        kafka.stopBroker();
        IntStream.range(0, 50).forEach(i -> shipper.offer(info("late " + i)));
        kafka.advance(Duration.ofSeconds(10));
        shipper.close();

        kafka.startBroker();
        shipper = shipper("two");
        kafka.advance(Duration.ofSeconds(10));
        assertThat(Entries.messages(Entries.values(kafka)))
                .endsWith("late 48", "late 49")
                .hasSize(250 - (int) dropped);
        assertThat(segments()).isEmpty();
    }

    @Test
    void whenTheDiskIsFullTooEntriesAreDroppedAndCounted() throws IOException {
        shipper = builder("one").spillBytes(1 << 20).build();
        kafka.stopBroker();
        String text = "x".repeat(1_000);
        for (int i = 0; i < 100; i++) {
            IntStream.range(0, 40).forEach(n -> shipper.offer(info(text)));
            kafka.advance(Duration.ofSeconds(3));
        }
        long onDisk = 0;
        for (Path segment : segments()) {
            onDisk += Files.size(segment);
        }
        assertThat(onDisk).isBetween(900_000L, 1L << 20);
        assertThat(shipper.counts().dropped(DropReason.QUEUE_FULL)).isGreaterThan(2_500);
        kafka.startBroker();
        kafka.advance(Duration.ofMinutes(1));

        LogCounts counts = shipper.counts();
        assertThat(counts.waiting() + counts.kept()).isZero();
        assertThat(counts.offered()).isEqualTo(counts.sent() + counts.dropped());
        assertThat(numbers()).isSorted().doesNotHaveDuplicates().hasSize((int) counts.sent());
    }

    @Test
    void aShipperThatIsNotMadeLeavesTheFolderToOthers() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder("one").property("linger.ms", "soon").build())
                .withMessageContaining("linger.ms");

        shipper = shipper("two");
        offer(3);
        kafka.advance(Duration.ofSeconds(1));
        assertThat(numbers()).isEqualTo(upTo(3));
    }

    @Test
    void aFolderThatCannotBeUsedIsNotTakenForOneInUse() throws IOException {
        Path confirmed = Files.createDirectories(folder.resolve("confirmed"));
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> shipper("one"))
                    .withMessageContainingAll(folder.toString(), "cannot be used");
        }

        Files.delete(confirmed);
        shipper = shipper("two");
    }

    /** A channel of files fails when the thread is interrupted. */
    @Test
    void whatCannotBeForcedToTheDiskKeepsNothingOpenAndIsTold() {
        Spill spill = new Spill(folder, 1 << 20, new Tally());
        assertThat(spill.addUnread(new Shipment(LogLevel.INFO, 0, new byte[3], new byte[5])))
                .isTrue();
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.leat.logs");
        logger.addAppender(told);
        try {
            Thread.currentThread().interrupt();
            spill.close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
            logger.detachAppender(told);
        }

        assertThat(told.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage()).contains(folder.toString()));
        new Spill(folder, 1 << 20, new Tally()).close();
    }

    @Test
    void twoProcessesDoNotShareAFolder() {
        shipper = shipper("one");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> shipper("two"))
                .withMessageContainingAll(folder.toString(), "in use");
    }
}
