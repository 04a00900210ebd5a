package dev.leat.benchmarks.arm;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** The keys of all workloads: {@code key-0}, {@code key-1} and so on. */
final class Keys {
    private static final int DIGITS_FROM = "key-".length();

    private final byte[][] keys;

    Keys(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a workload needs 1 key or more, not " + count);
        }
        keys = new byte[count][];
        for (int i = 0; i < count; i++) {
            keys[i] = ("key-" + i).getBytes(StandardCharsets.US_ASCII);
        }
    }

    int count() {
        return keys.length;
    }

    byte[] key(int index) {
        return keys[index];
    }

    /** The number in a key. */
    static int index(byte[] key) {
        int index = 0;
        for (int i = DIGITS_FROM; i < key.length; i++) {
            index = index * 10 + (key[i] - '0');
        }
        return index;
    }

    /** Where each key goes, which is where Kafka's producer would send it. */
    int[] partitions(int partitions) {
        int[] found = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            found[i] = Utils.toPositive(Utils.murmur2(keys[i])) % partitions;
        }
        return found;
    }
}
