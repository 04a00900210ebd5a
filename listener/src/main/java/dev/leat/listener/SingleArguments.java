package dev.leat.listener;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Message;
import dev.leat.core.RequestContext;
import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import dev.leat.core.Transaction;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the parameters of a method for single messages come from. For one thread, and one method. */
final class SingleArguments {
    private final BindingSite site;
    private boolean acknowledges;
    private boolean wantsContext;
    private boolean isInTransaction;
    private int payloads;

    SingleArguments(BindingSite site) {
        this.site = site;
    }

    /** Whether one of them decides when the message is done. */
    boolean acknowledges() {
        return acknowledges;
    }

    /** Whether one of them is the transaction that the message is handled in. */
    boolean isInTransaction() {
        return isInTransaction;
    }

    boolean wantsContext() {
        return wantsContext;
    }

    /** How many of them are the value, or have it. */
    int payloads() {
        return payloads;
    }

    /** Empty if it cannot be; the site was told then. */
    Optional<MethodHandle> argument(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        Class<?> raw = parameter.getType();
        if (site.isOpen(parameter)) {
            return Optional.empty();
        }
        if (parameter.isAnnotationPresent(Key.class)) {
            return part(parameter, "key");
        }
        Header header = parameter.getAnnotation(Header.class);
        if (header != null) {
            Optional<Argument> argument = HeaderArgument.of(header.value(), parameter, site.place());
            return argument.isPresent()
                    ? argument.map(each -> each.handle(raw))
                    : site.unbound(parameter, "a header is String or byte[], or an Optional or List of these");
        }
        Optional<MethodHandle> simple = ofMessage(parameter, raw);
        if (simple.isPresent() || isAnnotatedAsOfMessage(parameter)) {
            return simple;
        }
        if (raw == Message.class) {
            return message(parameter, type);
        }
        if (raw == Acknowledgement.class) {
            acknowledges = true;
            Argument acknowledgement = (message, context, given) -> given;
            return Optional.of(acknowledgement.handle(raw));
        }
        if (raw == Transaction.class) {
            wantsContext = true;
            isInTransaction = true;
            Argument transaction =
                    (message, context, acknowledgement) -> context == null ? null : context.transaction();
            return Optional.of(transaction.handle(raw));
        }
        if (raw == MessageContext.class) {
            wantsContext = true;
            Argument context = (message, given, acknowledgement) -> given;
            return Optional.of(context.handle(raw));
        }
        if (raw == RequestContext.class) {
            Argument request = (message, context, acknowledgement) ->
                    RequestContext.current().orElseGet(() -> RequestContext.of(message.headers()));
            return Optional.of(request.handle(raw));
        }
        payloads++;
        return part(parameter, "value");
    }

    private static boolean isAnnotatedAsOfMessage(Parameter parameter) {
        return parameter.isAnnotationPresent(Topic.class)
                || parameter.isAnnotationPresent(Partition.class)
                || parameter.isAnnotationPresent(Offset.class)
                || parameter.isAnnotationPresent(Attempt.class)
                || parameter.isAnnotationPresent(Timestamp.class);
    }

    private Optional<MethodHandle> ofMessage(Parameter parameter, Class<?> raw) {
        if (parameter.isAnnotationPresent(Topic.class)) {
            return typed(parameter, "topic", String.class, String.class);
        }
        if (parameter.isAnnotationPresent(Partition.class)) {
            return typed(parameter, "partition", int.class, Integer.class);
        }
        if (parameter.isAnnotationPresent(Offset.class)) {
            return typed(parameter, "offset", long.class, Long.class);
        }
        if (parameter.isAnnotationPresent(Attempt.class)) {
            return typed(parameter, "attempt", int.class, Integer.class);
        }
        if (parameter.isAnnotationPresent(Timestamp.class)) {
            if (raw == long.class || raw == Long.class) {
                Argument millis =
                        (message, context, acknowledgement) -> message.record().timestamp();
                return Optional.of(millis.handle(raw));
            }
            return raw == Instant.class
                    ? Optional.of(Argument.ofMessage("timestamp", Instant.class))
                    : site.unbound(parameter, "a timestamp is an Instant or a long");
        }
        return Optional.empty();
    }

    private Optional<MethodHandle> typed(Parameter parameter, String name, Class<?> type, Class<?> boxed) {
        Class<?> raw = parameter.getType();
        if (raw != type && raw != boxed) {
            return site.unbound(parameter, "the " + name + " is of type " + type.getSimpleName());
        }
        return Optional.of(Argument.ofMessage(name, type).asType(Argument.GIVEN.changeReturnType(raw)));
    }

    /** The key or the value: as it is, as an Optional, or null where the parameter allows it. */
    private Optional<MethodHandle> part(Parameter parameter, String what) {
        Type type = parameter.getParameterizedType();
        boolean optional = parameter.getType() == Optional.class;
        boolean nullable = Types.isNullable(parameter);
        Optional<Serde<?>> serde = site.serde(parameter, optional ? Types.argument(type, 0) : type);
        if (serde.isEmpty()) {
            return Optional.empty();
        }
        Part<?> part = new Part<>(serde.get(), what, site.place());
        boolean key = what.equals("key");
        Argument argument = (message, context, acknowledgement) -> {
            ConsumerRecord<byte[], byte[]> record = message.record();
            Object read = part.read(record, key ? record.key() : record.value());
            if (optional) {
                return Optional.ofNullable(read);
            }
            if (read == null && !nullable) {
                throw missing(message, key);
            }
            return read;
        };
        return Optional.of(argument.handle(parameter.getType()));
    }

    private RuntimeException missing(Message<byte[], byte[]> message, boolean key) {
        if (!key) {
            var unused = message.value(); // throws TombstoneException, unless the serde has read null
        }
        return new SerdeException(Part.at(message.record()) + " has no " + (key ? "key" : "value") + ", which "
                + site.place() + " wants; if that may be, make the parameter an Optional");
    }

    private Optional<MethodHandle> message(Parameter parameter, Type type) {
        payloads++;
        Optional<Serde<?>> keys = site.serde(parameter, Types.argument(type, 0));
        Optional<Serde<?>> values = site.serde(parameter, Types.argument(type, 1));
        if (keys.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        Part<?> key = Part.key(keys.get(), site.place());
        Part<?> value = Part.value(values.get(), site.place());
        Argument argument = (message, context, acknowledgement) -> {
            ConsumerRecord<byte[], byte[]> record = message.record();
            return message.as(key.read(record, record.key()), value.read(record, record.value()));
        };
        return Optional.of(argument.handle(Message.class));
    }
}
