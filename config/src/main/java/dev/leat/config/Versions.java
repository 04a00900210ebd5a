package dev.leat.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All versions of one namespace that a topic has. For one thread at a time. */
final class Versions implements TopicEnd.Sink {
    private final String namespace;
    private final List<Revision> all = new ArrayList<>();

    Versions(String namespace) {
        this.namespace = namespace;
    }

    @Override
    public void begin() {
        all.clear();
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        Revision revision = Known.revision(record);
        if (revision != null && revision.namespace().equals(namespace)) {
            all.add(revision);
        }
    }

    List<Revision> newestFirst() {
        List<Revision> reversed = new ArrayList<>(all);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }
}
