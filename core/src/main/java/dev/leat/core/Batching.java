package dev.leat.core;

import java.time.Duration;

/**
 * How messages are gathered for a {@link BatchHandler}: up to a number, from as many polls as it takes, but none waits longer than the
 * age for others. Immutable.
 *
 * @since 0.1
 */
public final class Batching {
    private final int size;
    private final Duration age;

    private Batching(int size, Duration age) {
        this.size = size;
        this.age = age;
    }

    /**
     * @param size the most messages in a batch, 1 or more
     * @param age the longest that a message waits for others, to about 20 ms; zero takes what is there
     * @throws ConfigurationException if either cannot be
     */
    public static Batching of(int size, Duration age) {
        if (size < 1) {
            throw new ConfigurationException("batch", "size is " + size + ", must be 1 or more");
        }
        if (age.isNegative()) {
            throw new ConfigurationException("batch", "age is " + age + ", must not be negative");
        }
        return new Batching(size, age);
    }

    public int size() {
        return size;
    }

    public Duration age() {
        return age;
    }

    @Override
    public String toString() {
        return "Batching[" + size + " messages or " + age + "]";
    }
}
