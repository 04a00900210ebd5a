package dev.leat.cdi;

import dev.leat.listener.Instances;
import dev.leat.listener.MessageContext;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The container as where listeners come from: each attempt at a message is a request. Thread-safe. */
final class BeanInstances implements Instances {
    private final BeanManager beans;
    private final Map<Class<?>, ListenerBean<?>> byType = new HashMap<>();

    /** @param all each of another type */
    BeanInstances(BeanManager beans, List<ListenerBean<?>> all) {
        this.beans = beans;
        all.forEach(each -> byType.put(each.type(), each));
    }

    @Override
    public void check(Class<?> type) {
        if (!byType.containsKey(type)) {
            throw new IllegalArgumentException("it is no bean; give it a scope such as @ApplicationScoped");
        }
    }

    @Override
    public Scope open(MessageContext context) {
        return new OfMessage();
    }

    /** Used by the worker, and after it by whoever ends the message. */
    private final class OfMessage implements Scope {
        private final MessageRequest request = new MessageRequest();
        private @Nullable MessageRequest before;

        @Override
        public void enter() {
            before = request.enter();
        }

        @Override
        public void leave() {
            MessageRequest.restore(before);
        }

        @Override
        public Object object(Class<?> type) {
            return Objects.requireNonNull(byType.get(type), "bean").object(beans, request);
        }

        @Override
        public void close() {
            request.end();
        }
    }
}
