package dev.leat.sink;

import dev.leat.core.Batch;
import dev.leat.core.Batching;
import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Topics;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link LogSink}. For one thread; {@link #build()} checks everything at once.
 *
 * @since 0.1
 */
public final class LogSinkBuilder {
    private static final String WHERE = "log sink";
    /** Shorter than the group's own, since what is lost by not waiting is sent again and found to be there. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final int LEAST_BYTES = 1 << 10;

    private final Leat leat;
    private List<String> topics = List.of("logs");
    private String group = "leat-logs";
    private String deadLetters = "logs.dead";
    private int records = 1_000;
    private long bytes = 5L << 20;
    private Duration age = Duration.ofSeconds(1);
    private int concurrency = 4;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private @Nullable SearchIndex index;
    private @Nullable PrintStream out;
    private Printing printing = Printing.LINES;

    LogSinkBuilder(Leat leat) {
        this.leat = leat;
    }

    /** Where records come from. Default {@code logs}. A new group begins with the oldest that are there. */
    public LogSinkBuilder topics(String... names) {
        this.topics = List.of(names);
        return this;
    }

    /** The consumer group ({@code group.id}); instances with the same share the work. Default {@code leat-logs}. */
    public LogSinkBuilder group(String id) {
        this.group = id;
        return this;
    }

    /**
     * The topic for records whose documents the index refuses, with the reason in their headers ({@link dev.leat.core.DeadLetter}). Default
     * {@code logs.dead}.
     */
    public LogSinkBuilder deadLetters(String topic) {
        this.deadLetters = topic;
        return this;
    }

    /** The index that documents go to. Default none. */
    public LogSinkBuilder index(SearchIndex index) {
        this.index = index;
        return this;
    }

    /** Writes documents to that stream too, after the index has them; without an index, to that stream alone. Default not. */
    public LogSinkBuilder print(PrintStream out, Printing how) {
        this.out = out;
        this.printing = how;
        return this;
    }

    /**
     * How much goes to the index in one request. Defaults 1,000 records, 5 MiB, one second.
     *
     * @param records the most
     * @param bytes the most before compression, 1 KiB or more; one document may have more
     * @param age the longest that a record waits for others
     */
    public LogSinkBuilder batch(int records, long bytes, Duration age) {
        this.records = records;
        this.bytes = bytes;
        this.age = age;
        return this;
    }

    /** The most requests at a time, one for each partition. Default 4. */
    public LogSinkBuilder concurrency(int requests) {
        this.concurrency = requests;
        return this;
    }

    /** Any setting of Kafka's consumer, under Kafka's name. */
    public LogSinkBuilder property(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    /**
     * Nothing runs before {@link LogSink#start()}.
     *
     * @throws ConfigurationException naming every option that cannot work
     */
    public LogSink build() {
        List<String> problems = new ArrayList<>();
        if (index == null && out == null) {
            problems.add("there is no output; call index(…), print(…) or both");
        }
        if (topics.isEmpty()) {
            problems.add("there are no topics; name at least one");
        }
        if (bytes < LEAST_BYTES) {
            problems.add("batch has " + bytes + " bytes, must be " + LEAST_BYTES + " or more");
        }
        List<String> wildcards = index == null ? List.of() : index.pattern().wildcards(topics);
        if (index != null
                && index.template().isPresent()
                && wildcards.stream().anyMatch(each -> each.startsWith("*"))) {
            problems.add(
                    "the index is named '" + index.pattern()
                            + "', so its template would be one for every index; begin the name with a text, or choose withoutTemplate()");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(WHERE, problems);
        }
        Tally tally = new Tally();
        Troubles troubles = new Troubles(leat.surroundings());
        return new LogSink(group(tally, troubles, wildcards), tally, troubles);
    }

    private ConsumerGroup group(Tally tally, Troubles troubles, List<String> wildcards) {
        ConsumerGroupBuilder<byte[]> builder = leat.consumerGroup(group)
                .keys(Serde.bytes())
                .concurrency(concurrency)
                .drain(DRAIN)
                .deadLetters(deadLetters)
                .fatal(DocumentRefusedException.class)
                // Only what no waiting for the index can mend gets this far.
                .retry(Retry.exponential(Duration.ofMillis(200)).attempts(5))
                .neverGiveUp(CancelledException.class, InterruptedException.class, UncheckedIOException.class)
                .onBatch(
                        Topics.of(topics.toArray(String[]::new)),
                        Serde.bytes(),
                        Batching.of(records, age),
                        new Handling(documents(), indexing(tally, troubles, wildcards), printer(tally))::handle);
        properties.forEach(builder::property);
        return builder.build();
    }

    private Documents documents() {
        return new Documents(index == null ? IndexPattern.of("logs-{date}") : index.pattern());
    }

    private @Nullable Indexing indexing(Tally tally, Troubles troubles, List<String> wildcards) {
        SearchIndex into = index;
        if (into == null) {
            return null;
        }
        IndexTemplate template = into.template()
                .map(name -> new IndexTemplate(name, wildcards, into.isDataStream()))
                .orElse(null);
        return new Indexing(
                new IndexClient(into, leat.surroundings()), template, bytes, tally, troubles, leat.surroundings());
    }

    private @Nullable Printer printer(Tally tally) {
        return out == null ? null : new Printer(out, printing, tally);
    }

    private record Handling(
            Documents documents,
            @Nullable Indexing indexing,
            @Nullable Printer printer) {
        void handle(Batch<byte[], byte[]> batch) throws Exception {
            List<Document> all = new ArrayList<>(batch.size());
            for (Message<byte[], byte[]> message : batch.messages()) {
                try {
                    all.add(documents.of(message.record()));
                } catch (RuntimeException e) {
                    batch.failed(message, e);
                }
            }
            Consumer<Document> accepted = printer == null ? document -> {} : printer::print;
            if (indexing == null) {
                all.forEach(accepted);
            } else {
                indexing.index(batch, all, accepted);
            }
            if (printer != null) {
                printer.flush();
            }
        }
    }
}
