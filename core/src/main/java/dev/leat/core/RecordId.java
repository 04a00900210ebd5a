package dev.leat.core;

/** Where a record stands: the one name it has for as long as its topic lives. */
public record RecordId(String topic, int partition, long offset) {
    /** {@code topic-partition@offset}, as in log lines and error messages. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
