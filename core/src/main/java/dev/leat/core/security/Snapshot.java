package dev.leat.core.security;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Contents as they are at one moment, so that what is compared is what is used. Immutable. */
final class Snapshot {
    private final Map<Content, byte[]> bytes;

    private Snapshot(Map<Content, byte[]> bytes) {
        this.bytes = bytes;
    }

    /** @throws dev.leat.core.ConfigurationException if one of them cannot be read */
    static Snapshot of(List<Content> contents) {
        Map<Content, byte[]> bytes = new HashMap<>();
        contents.forEach(content -> bytes.put(content, content.read()));
        return new Snapshot(bytes);
    }

    byte[] of(Content content) {
        return Objects.requireNonNull(bytes.get(content), content::place);
    }

    /** @param other of the same contents */
    boolean isSameAs(Snapshot other) {
        return bytes.entrySet().stream().allMatch(entry -> Arrays.equals(entry.getValue(), other.of(entry.getKey())));
    }
}
