package dev.leat.it.chaos;

import static org.awaitility.Awaitility.await;

import dev.leat.core.Ordering;
import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** One storm, from the first record to the audit. */
final class Run {
    private static final int PARTITIONS = 8;
    private static final String TOPIC = "orders";
    private static final String GROUP = "billing";
    private static final Duration SESSION = Duration.ofSeconds(2);
    /** Within this, more is done once nothing happens any more. */
    private static final Duration CALM = Duration.ofSeconds(60);

    private static final Duration GOOD_BYE = Duration.ofSeconds(30);

    private final Trade trade;
    private final String protocol;
    private final Ordering ordering;
    private final long seed;
    private final Path folder;

    /** @param folder is emptied; ledgers, logs and the broker's data are there afterwards */
    Run(Trade trade, String protocol, Ordering ordering, long seed, Path folder) {
        this.trade = trade;
        this.protocol = protocol;
        this.ordering = ordering;
        this.seed = seed;
        this.folder = folder.toAbsolutePath();
    }

    /** What comes over the members. */
    interface Weather {
        void come(Storm storm) throws Exception;
    }

    Findings through(Weather weather) throws Exception {
        empty(folder);
        System.out.println("chaos: " + trade + ", protocol " + protocol + ", ordering " + ordering + ", seed " + seed);
        try (Embedded kafka = broker();
                Crew crew = new Crew(folder, trade.program(), orders(kafka), settings());
                Admin admin = Admin.create(Map.<String, Object>copyOf(kafka.clientProperties()));
                CommitWatch watch = new CommitWatch(admin, GROUP, TOPIC);
                Feed feed = new Feed(Map.copyOf(kafka.clientProperties()), TOPIC, trade, seed)) {
            kafka.createTopic(TOPIC, PARTITIONS);
            kafka.createTopic(trade.beside(), trade.partitionsBeside());
            Storm storm = new Storm(crew, kafka, feed, new Roll(admin, GROUP), SESSION, seed);
            try {
                feed.start();
                watch.start();
                weather.come(storm);
                long sent = feed.finish();
                awaitAll(sent, watch, crew);
                dismiss(crew);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(new Autopsy(folder, crew, admin, GROUP, watch).of(e), e);
            } finally {
                Files.write(folder.resolve("diary.txt"), storm.diary());
            }
            TopicReader topics = new TopicReader(Map.copyOf(kafka.clientProperties()));
            Evidence evidence = new Evidence(
                    ordering,
                    topics.sent(TOPIC, trade),
                    crew.calls(),
                    trade == Trade.HANDLERS ? topics.letters(trade.beside()) : List.of(),
                    watch.commits(),
                    storm.freezes());
            System.out.println("chaos: " + storm.dealt() + "; " + new Figures(evidence));
            Findings findings = Audit.of(evidence);
            if (trade == Trade.WORKERS) {
                List<Event> events = topics.events(trade.beside());
                System.out.println("chaos: events " + events.size());
                new EventAudit(evidence.topic(), events, findings).run();
            }
            return findings;
        }
    }

    /** However much there is left: what counts is that it goes on. */
    private static void awaitAll(long sent, CommitWatch watch, Crew crew) {
        while (watch.committed() != sent && crew.failed().isEmpty()) {
            long before = watch.committed();
            await().atMost(CALM)
                    .until(() -> watch.committed() > before || !crew.failed().isEmpty());
        }
    }

    /** With a log, since it is not only members whose side of a story may be wanted. */
    private Embedded broker() {
        return Embedded.builder()
                .forked(
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=warn")
                .data(folder.resolve("broker"))
                .sessionTimeout(SESSION)
                .start();
    }

    private List<String> orders(Embedded kafka) {
        return Orders.words(kafka.bootstrapServers(), GROUP, ordering, TOPIC, trade.beside());
    }

    /** With the consumer protocol the session is the broker's to choose. */
    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of("group.protocol", protocol));
        if (protocol.equals("classic")) {
            settings.addAll(
                    List.of("session.timeout.ms", Long.toString(SESSION.toMillis()), "heartbeat.interval.ms", "500"));
        }
        return settings;
    }

    /** Ends all members in order. */
    private static void dismiss(Crew crew) throws InterruptedException {
        crew.atWork().forEach(Member::leave);
        for (Member member : crew.all()) {
            if (!member.awaitEnd(GOOD_BYE) || member.hasFailed()) {
                throw new IllegalStateException(member + " did not end in order");
            }
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
