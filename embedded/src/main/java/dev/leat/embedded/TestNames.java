package dev.leat.embedded;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names for one test that no other test of this JVM has, made of a label, the test's class and method, and a number:
 * {@code orders-BillingIT-chargesOnce-7}. The same label gives the same name throughout a test. A parameter of test methods,
 * see {@link EmbeddedKafka}; safe for use by several threads.
 *
 * @since 0.1
 */
public final class TestNames {
    /** Kafka's limit for topics; groups follow it too, for the sake of metrics and logs. */
    private static final int MAX_LENGTH = 249;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String suffix;
    private final Supplier<Embedded> kafka;

    TestNames(String testClass, String testMethod, Supplier<Embedded> kafka) {
        var number = Integer.toString(COUNT.incrementAndGet());
        this.suffix = Stream.of(testClass, testMethod, number)
                .filter(part -> !part.isEmpty())
                .map(TestNames::legal)
                .collect(Collectors.joining("-", "-", ""));
        this.kafka = kafka;
    }

    /** Name of a topic; nothing is created, though Kafka will at first use. */
    public String topic(String label) {
        return name(label);
    }

    /**
     * Name of a topic that is created by the call. So not twice for one label.
     *
     * @throws org.apache.kafka.common.errors.TopicExistsException if it exists
     */
    public String topic(String label, int partitions) {
        var name = name(label);
        kafka.get().createTopic(name, partitions);
        return name;
    }

    /** Name of a consumer group. */
    public String group(String label) {
        return name(label);
    }

    /** Name for anything else: a transactional id, a client id. */
    public String name(String label) {
        var start = legal(label);
        var room = MAX_LENGTH - start.length();
        if (start.isEmpty() || room < 100) {
            throw new IllegalArgumentException(
                    "Label \"" + label + "\" must have 1 to " + (MAX_LENGTH - 100) + " characters");
        }
        // The number at the end is what makes the name unique.
        return start + (suffix.length() <= room ? suffix : suffix.substring(suffix.length() - room));
    }

    private static String legal(String part) {
        return part.replaceAll("[^a-zA-Z0-9_-]", "_");
    }
}
