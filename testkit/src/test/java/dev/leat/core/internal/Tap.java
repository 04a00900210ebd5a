package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sits between the engine and Kafka's client, and tells what passes. Called on the owner thread, in the middle of its work. */
final class Tap {
    /** Who is told. */
    interface Listener {
        /** A new membership begins; these are its assignments. */
        void joins(Assignments assignments);

        /** Just before the engine is told of it. */
        void revoked(Collection<TopicPartition> partitions);

        /** When the engine has given them up. */
        void released(Collection<TopicPartition> partitions, Rebalance by);

        /** Just before the engine is told of it. */
        void lost(Collection<TopicPartition> partitions);

        /** The owner calls the client, so it has taken in what was polled before. */
        void calls();

        /** Just before the engine gets them. */
        void polled(ConsumerRecords<byte[], byte[]> records);

        /** Just before the request goes to the client. */
        void committing(Map<TopicPartition, OffsetAndMetadata> offsets);
    }

    private final Listener listener;

    private Tap(Listener listener) {
        this.listener = listener;
    }

    static Surroundings into(Surroundings surroundings, Listener listener) {
        Tap tap = new Tap(listener);
        return proxy(Surroundings.class, (method, arguments) -> {
            Object result = call(surroundings, method, arguments);
            return result instanceof Consumer<?, ?> consumer ? tap.into(consumer) : result;
        });
    }

    private Consumer<?, ?> into(Consumer<?, ?> consumer) {
        return proxy(Consumer.class, (method, arguments) -> {
            replaceListener(arguments);
            if (!method.getName().equals("wakeup")) {
                listener.calls();
            }
            if (method.getName().startsWith("commit") && arguments != null && arguments[0] instanceof Map) {
                listener.committing(offsets(arguments[0]));
            }
            Object result = call(consumer, method, arguments);
            if (result instanceof ConsumerRecords<?, ?> records) {
                listener.polled(bytes(records));
            }
            return result;
        });
    }

    private void replaceListener(@Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments.length == 2 && arguments[1] instanceof Rebalance rebalance) {
            listener.joins(Insides.assignments(rebalance));
            arguments[1] = new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    rebalance.onPartitionsAssigned(partitions);
                    listener.calls();
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    listener.revoked(partitions);
                    rebalance.onPartitionsRevoked(partitions);
                    listener.released(partitions, rebalance);
                }

                @Override
                public void onPartitionsLost(Collection<TopicPartition> partitions) {
                    listener.lost(partitions);
                    rebalance.onPartitionsLost(partitions);
                }
            };
        }
    }

    @SuppressWarnings("unchecked") // nothing else is committed
    private static Map<TopicPartition, OffsetAndMetadata> offsets(@Nullable Object argument) {
        return (Map<TopicPartition, OffsetAndMetadata>) Objects.requireNonNull(argument);
    }

    @SuppressWarnings("unchecked") // of a consumer of bytes
    private static ConsumerRecords<byte[], byte[]> bytes(ConsumerRecords<?, ?> records) {
        return (ConsumerRecords<byte[], byte[]>) records;
    }

    private interface Around {
        @Nullable
        Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Around around) {
        return type.cast(Proxy.newProxyInstance(
                Tap.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> around.call(method, arguments)));
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
