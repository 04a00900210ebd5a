package dev.leat.core.internal;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Sources as small as they can be. */
record OneTopic(Subscription subscription, Source source) implements Sources {
    static OneTopic of(String topic, RecordHandler handler) {
        return new OneTopic(
                new Subscription.Names(Set.of(topic)),
                new Source(new TopicHandler.Single(handler, false), new Origin.Earliest()));
    }

    @Override
    public Source of(TopicPartition partition) {
        return source;
    }

    @Override
    public Collection<Source> all() {
        return List.of(source);
    }
}
