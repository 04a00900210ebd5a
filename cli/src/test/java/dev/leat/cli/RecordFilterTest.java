package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordFilterTest {
    private final RecordFilter filter = new RecordFilter();

    @Test
    void withoutConditionsAllPass() {
        assertThat(filter.test(record(null, null))).isTrue();
    }

    @Test
    void keysAreComparedAsAWhole() {
        filter.key(bytes("k"));

        assertThat(filter.test(record("k", "v"))).isTrue();
        assertThat(filter.test(record("kk", "v"))).isFalse();
        assertThat(filter.test(record(null, "v"))).isFalse();
    }

    @Test
    void headersByNameOrByNameAndValue() {
        ConsumerRecord<byte[], byte[]> record = record("k", "v");
        record.headers().add("tenant", bytes("blue")).add("tenant", bytes("a=b"));

        assertThat(passesHeader(record, "tenant")).isTrue();
        assertThat(passesHeader(record, "tenant=blue")).isTrue();
        assertThat(passesHeader(record, "tenant=a=b")).isTrue();
        assertThat(passesHeader(record, "tenant=red")).isFalse();
        assertThat(passesHeader(record, "other")).isFalse();
    }

    @Test
    void regularExpressionsLookIntoTheValueAsItIsShown() {
        filter.match(Pattern.compile("l+o$"), Format.TEXT);

        assertThat(filter.test(record("k", "hello"))).isTrue();
        assertThat(filter.test(record("k", "hello!"))).isFalse();
        assertThat(filter.test(record("k", null))).isFalse();
    }

    @Test
    void placesInJson() {
        assertThat(passesWhere("{\"a\":{\"b\":42}}", "/a/b=42")).isTrue();
        assertThat(passesWhere("{\"a\":{\"b\":\"42\"}}", "/a/b=42")).isTrue();
        assertThat(passesWhere("{\"a\":{\"b\":43}}", "/a/b=42")).isFalse();
        assertThat(passesWhere("{\"a\":[1,true]}", "/a/1=true")).isTrue();
        assertThat(passesWhere("{\"a\":null}", "/a")).isTrue();
        assertThat(passesWhere("{}", "/a")).isFalse();
        assertThat(passesWhere("no json", "/a")).isFalse();
        assertThatThrownBy(() -> filter.where("a=1"))
                .hasMessage("'a' is no place in JSON; write it like /customer/id=42 (RFC 6901)");
    }

    private static boolean passesHeader(ConsumerRecord<byte[], byte[]> record, String condition) {
        RecordFilter only = new RecordFilter();
        only.header(condition);
        return only.test(record);
    }

    private static boolean passesWhere(String json, String condition) {
        RecordFilter only = new RecordFilter();
        only.where(condition);
        return only.test(record("k", json));
    }

    private static ConsumerRecord<byte[], byte[]> record(@Nullable String key, @Nullable String value) {
        return new ConsumerRecord<>("t", 0, 0, key == null ? null : bytes(key), value == null ? null : bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
