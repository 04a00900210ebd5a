package dev.leat.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Objects of the application's own making, one of each class for each message; those that can be closed are. */
final class Suppliers implements Instances {
    private final Map<Class<?>, Callable<?>> suppliers = new HashMap<>();

    void add(Class<?> type, Callable<?> supplier) {
        suppliers.put(type, supplier);
    }

    @Override
    public void check(Class<?> type) {}

    @Override
    public Scope open(MessageContext context) {
        return new Scope() {
            private final Map<Class<?>, Object> made = new HashMap<>();
            private final List<AutoCloseable> closing = new ArrayList<>();

            @Override
            public Object object(Class<?> type) throws Exception {
                Object object = made.get(type);
                if (object == null) {
                    object = Objects.requireNonNull(
                            Objects.requireNonNull(suppliers.get(type), "no supplier")
                                    .call(),
                            () -> "the supplier of " + type.getTypeName() + " has returned null");
                    made.put(type, object);
                    if (object instanceof AutoCloseable closeable) {
                        closing.add(0, closeable);
                    }
                }
                return object;
            }

            @Override
            public void close() {
                IllegalStateException failure = null;
                for (AutoCloseable each : closing) {
                    try {
                        each.close();
                    } catch (Exception e) {
                        if (e instanceof InterruptedException) {
                            Thread.currentThread().interrupt();
                        }
                        if (failure == null) {
                            failure = new IllegalStateException(
                                    each.getClass().getTypeName() + " could not be closed", e);
                        } else {
                            failure.addSuppressed(e);
                        }
                    }
                }
                if (failure != null) {
                    throw failure;
                }
            }
        };
    }
}
