package dev.leat.benchmarks.plan;

import dev.leat.benchmarks.arm.Records;
import dev.leat.benchmarks.arm.Records.Skew;
import java.util.Locale;

/** The topics that are loaded once and drained by many runs. */
public enum Data {
    UNIFORM(10_000, Skew.UNIFORM, Records.VALUE_BYTES),
    ZIPF(10_000, Skew.ZIPF, Records.VALUE_BYTES),
    EIGHT_KEYS(8, Skew.EIGHT_KEYS, Records.VALUE_BYTES),
    ONE_KEY(1, Skew.ONE_KEY, Records.VALUE_BYTES),
    LARGE(10_000, Skew.UNIFORM, 1024);

    static final int PARTITIONS = 8;

    private final int keys;
    private final Skew skew;
    private final int valueBytes;

    Data(int keys, Skew skew, int valueBytes) {
        this.keys = keys;
        this.skew = skew;
        this.valueBytes = valueBytes;
    }

    public String topic() {
        return "data-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    DataSet of(long records) {
        return new DataSet(topic(), PARTITIONS, records, keys, skew, valueBytes);
    }
}
