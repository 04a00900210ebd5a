package dev.leat.listener;

import dev.leat.core.Batch;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the parameters of a method for batches come from. For one thread, and one method. */
final class BatchArguments {
    private final BindingSite site;
    private boolean wantsContext;
    private int payloads;
    private @Nullable BatchParts parts;

    BatchArguments(BindingSite site) {
        this.site = site;
    }

    boolean wantsContext() {
        return wantsContext;
    }

    /** How many of them are the messages, or their values. */
    int payloads() {
        return payloads;
    }

    /** How each message is read. */
    Optional<BatchParts> parts() {
        return Optional.ofNullable(parts);
    }

    /** Whether the method is called with several messages at a time. */
    static boolean isFor(Method method) {
        for (Parameter parameter : method.getParameters()) {
            if (parameter.getType() == Batch.class
                    || (parameter.getType() == List.class && parameter.getAnnotations().length == 0)) {
                return true;
            }
        }
        return false;
    }

    /** Empty if it cannot be; the site was told then. */
    Optional<MethodHandle> argument(Parameter parameter) {
        Class<?> raw = parameter.getType();
        Type type = parameter.getParameterizedType();
        if (site.isOpen(parameter)) {
            return Optional.empty();
        }
        if (raw == Batch.class) {
            return payload(parameter, Types.argument(type, 0), Types.argument(type, 1), false)
                    .map(any -> handle((batch, context) -> batch, raw));
        }
        if (raw == List.class && parameter.getAnnotations().length == 0) {
            Type element = Types.argument(type, 0);
            boolean messages = Types.raw(element) == Message.class;
            Optional<BatchParts> parts = messages
                    ? payload(parameter, Types.argument(element, 0), Types.argument(element, 1), false)
                    : payload(parameter, byte[].class, element, true);
            return parts.map(any -> messages
                    ? handle((batch, context) -> batch.messages(), raw)
                    : handle(
                            (batch, context) -> batch.messages().stream()
                                    .map(Message::value)
                                    .toList(),
                            raw));
        }
        if (parameter.isAnnotationPresent(Topic.class) && raw == String.class) {
            return Optional.of(
                    handle((batch, context) -> batch.messages().get(0).topic(), raw));
        }
        if (parameter.isAnnotationPresent(Partition.class) && raw == int.class) {
            return Optional.of(
                    handle((batch, context) -> batch.messages().get(0).partition(), raw));
        }
        if (raw == MessageContext.class) {
            wantsContext = true;
            return Optional.of(handle((batch, context) -> context, raw));
        }
        return site.unbound(
                parameter,
                "a method for batches takes a Batch, a List of values or of messages, and beside it @Topic String,"
                        + " @Partition int and a MessageContext; take messages for everything else");
    }

    private Optional<BatchParts> payload(Parameter parameter, Type key, Type value, boolean wantsValue) {
        payloads++;
        Optional<Serde<?>> keys = site.serde(parameter, key);
        Optional<Serde<?>> values = site.serde(parameter, value);
        if (keys.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        BatchParts parts =
                new BatchParts(Part.key(keys.get(), site.place()), Part.value(values.get(), site.place()), wantsValue);
        this.parts = parts;
        return Optional.of(parts);
    }

    private static MethodHandle handle(BatchArgument argument, Class<?> type) {
        return argument.handle(type);
    }
}
