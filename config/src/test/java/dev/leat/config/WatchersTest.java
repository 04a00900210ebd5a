package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchersTest {
    private final Watchers watchers = new Watchers();
    private final List<String> told = new ArrayList<>();

    @Test
    void whoHasLeftIsToldNothingMore() {
        Watchers.Watcher first = watchers.add(revision -> told.add("first " + revision.version()), List::of);
        Watchers.Watcher second = watchers.add(revision -> told.add("second " + revision.version()), List::of);
        watchers.tell(() -> List.of(revision(1)));
        watchers.remove(first);
        watchers.tell(() -> List.of(revision(2)));
        watchers.remove(second);
        watchers.tell(() -> List.of(revision(3)));

        assertThat(told).containsExactly("first 1", "second 1", "second 2");
    }

    private static Revision revision(long version) {
        return new Revision(
                "orders", version, "id " + version, "ann", "", Instant.EPOCH, null, null, Canonical.empty());
    }
}
