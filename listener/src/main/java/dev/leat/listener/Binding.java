package dev.leat.listener;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batch;
import dev.leat.core.Message;
import dev.leat.core.RequestContext;
import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import dev.leat.core.StartupReport.HandlerKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes one handle of a method and where its parameters come from. All decisions are made here, once; a call is one {@code invokeExact}, without
 * reflection, arrays of arguments, or boxes around numbers that the message has.
 */
final class Binding {
    /** (object, message, context, acknowledgement) → result. */
    static final MethodType SINGLE = Argument.GIVEN.insertParameterTypes(0, Object.class);
    /** (object, batch, context) → result. */
    static final MethodType BATCH = BatchArgument.GIVEN.insertParameterTypes(0, Object.class);

    private final Place place;
    private final Method method;
    private final BuiltInSerdes serdes;
    private final boolean replies;
    private final List<String> problems;

    private boolean manual;
    private boolean wantsContext;
    private int payloads;
    private @Nullable BatchParts batchParts;

    /** @param problems takes a sentence for each thing that cannot be */
    Binding(Place place, Method method, BuiltInSerdes serdes, boolean replies, List<String> problems) {
        this.place = place;
        this.method = method;
        this.serdes = serdes;
        this.replies = replies;
        this.problems = problems;
    }

    /** Empty if there are problems. */
    Optional<Bound> bind() {
        int before = problems.size();
        boolean batch = isBatch();
        List<MethodHandle> arguments = new ArrayList<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            Optional<MethodHandle> argument = batch ? batchArgument(parameters[i]) : argument(parameters[i]);
            argument.ifPresent(arguments::add);
        }
        if (payloads > 1) {
            problem("takes the value " + payloads + " times; a method has one parameter for it");
        }
        boolean async = CompletionStage.class.isAssignableFrom(method.getReturnType());
        Optional<Serde<?>> reply = reply(async);
        if (manual && (async || replies)) {
            problem("takes an Acknowledgement and " + (replies ? "replies" : "returns a stage")
                    + ", which are two ways to say when the message is done; choose one");
        }
        if (batch && async) {
            problem("returns a stage for a batch, which has none; wait for it, or take single messages");
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        HandlerKind kind =
                batch ? HandlerKind.BATCH : manual ? HandlerKind.MANUAL : async ? HandlerKind.ASYNC : HandlerKind.EACH;
        return unreflected()
                .map(target -> new Bound(
                        place,
                        method,
                        kind,
                        handle(target, arguments, batch ? BATCH : SINGLE),
                        wantsContext,
                        Optional.ofNullable(batchParts),
                        reply));
    }

    private Optional<MethodHandle> unreflected() {
        try {
            method.setAccessible(true);
            return Optional.of(MethodHandles.lookup().unreflect(method).asFixedArity());
        } catch (IllegalAccessException | RuntimeException e) {
            problem("cannot be called (" + e.getMessage() + "); open its package to dev.leat.listener");
            return Optional.empty();
        }
    }

    /** Each argument takes what is given to the whole; so that is handed to each of them. */
    private static MethodHandle handle(MethodHandle target, List<MethodHandle> arguments, MethodType whole) {
        int given = whole.parameterCount() - 1;
        MethodHandle all = target;
        int[] order = new int[1 + given * arguments.size()];
        for (int i = arguments.size() - 1; i >= 0; i--) {
            all = MethodHandles.collectArguments(all, 1 + i, arguments.get(i));
            for (int j = 0; j < given; j++) {
                order[1 + i * given + j] = 1 + j;
            }
        }
        MethodType typed = all.type().changeReturnType(Object.class).changeParameterType(0, Object.class);
        return MethodHandles.permuteArguments(all.asType(typed), whole, order);
    }

    // --- single messages ---

    private Optional<MethodHandle> argument(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        Class<?> raw = parameter.getType();
        if (Types.isOpen(type)) {
            return unbound(parameter, "its type " + type + " is not known here; override the method with a real one");
        }
        if (parameter.isAnnotationPresent(Key.class)) {
            return part(parameter, "key");
        }
        Header header = parameter.getAnnotation(Header.class);
        if (header != null) {
            Optional<Argument> argument = HeaderArgument.of(header.value(), parameter, place);
            return argument.isPresent()
                    ? argument.map(each -> each.handle(raw))
                    : unbound(parameter, "a header is String or byte[], or an Optional or List of these");
        }
        Optional<MethodHandle> simple = ofMessage(parameter, raw);
        if (simple.isPresent() || isAnnotatedAsOfMessage(parameter)) {
            return simple;
        }
        if (raw == Message.class) {
            return message(parameter, type);
        }
        if (raw == Acknowledgement.class) {
            manual = true;
            Argument acknowledgement = (message, context, given) -> given;
            return Optional.of(acknowledgement.handle(raw));
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
                    : unbound(parameter, "a timestamp is an Instant or a long");
        }
        return Optional.empty();
    }

    private Optional<MethodHandle> typed(Parameter parameter, String name, Class<?> type, Class<?> boxed) {
        Class<?> raw = parameter.getType();
        if (raw != type && raw != boxed) {
            return unbound(parameter, "the " + name + " is of type " + type.getSimpleName());
        }
        return Optional.of(Argument.ofMessage(name, type).asType(Argument.GIVEN.changeReturnType(raw)));
    }

    /** The key or the value: as it is, as an Optional, or null where the parameter allows it. */
    private Optional<MethodHandle> part(Parameter parameter, String what) {
        Type type = parameter.getParameterizedType();
        boolean optional = parameter.getType() == Optional.class;
        boolean nullable = Types.isNullable(parameter);
        Optional<Serde<?>> serde = serde(parameter, optional ? Types.argument(type, 0) : type);
        if (serde.isEmpty()) {
            return Optional.empty();
        }
        Part<?> part = new Part<>(serde.get(), what, place);
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
        return new SerdeException(Part.at(message.record()) + " has no " + (key ? "key" : "value") + ", which " + place
                + " wants; if that may be, make the parameter an Optional");
    }

    private Optional<MethodHandle> message(Parameter parameter, Type type) {
        payloads++;
        Optional<Serde<?>> keys = serde(parameter, Types.argument(type, 0));
        Optional<Serde<?>> values = serde(parameter, Types.argument(type, 1));
        if (keys.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        Part<?> key = Part.key(keys.get(), place);
        Part<?> value = Part.value(values.get(), place);
        Argument argument = (message, context, acknowledgement) -> {
            ConsumerRecord<byte[], byte[]> record = message.record();
            return message.as(key.read(record, record.key()), value.read(record, record.value()));
        };
        return Optional.of(argument.handle(Message.class));
    }

    // --- batches ---

    private boolean isBatch() {
        for (Parameter parameter : method.getParameters()) {
            if (parameter.getType() == Batch.class
                    || (parameter.getType() == List.class && parameter.getAnnotations().length == 0)) {
                return true;
            }
        }
        return false;
    }

    private Optional<MethodHandle> batchArgument(Parameter parameter) {
        Class<?> raw = parameter.getType();
        Type type = parameter.getParameterizedType();
        if (Types.isOpen(type)) {
            return unbound(parameter, "its type " + type + " is not known here; override the method with a real one");
        }
        if (raw == Batch.class) {
            return batchOf(parameter, Types.argument(type, 0), Types.argument(type, 1), false)
                    .map(any -> batchHandle((batch, context) -> batch, raw));
        }
        if (raw == List.class && parameter.getAnnotations().length == 0) {
            Type element = Types.argument(type, 0);
            boolean messages = Types.raw(element) == Message.class;
            Optional<BatchParts> parts = messages
                    ? batchOf(parameter, Types.argument(element, 0), Types.argument(element, 1), false)
                    : batchOf(parameter, byte[].class, element, true);
            return parts.map(any -> messages
                    ? batchHandle((batch, context) -> batch.messages(), raw)
                    : batchHandle(
                            (batch, context) -> batch.messages().stream()
                                    .map(Message::value)
                                    .toList(),
                            raw));
        }
        if (parameter.isAnnotationPresent(Topic.class) && raw == String.class) {
            return Optional.of(
                    batchHandle((batch, context) -> batch.messages().get(0).topic(), raw));
        }
        if (parameter.isAnnotationPresent(Partition.class) && raw == int.class) {
            return Optional.of(
                    batchHandle((batch, context) -> batch.messages().get(0).partition(), raw));
        }
        if (raw == MessageContext.class) {
            wantsContext = true;
            return Optional.of(batchHandle((batch, context) -> context, raw));
        }
        return unbound(
                parameter,
                "a method for batches takes a Batch, a List of values or of messages, and beside it @Topic String,"
                        + " @Partition int and a MessageContext; take messages for everything else");
    }

    private Optional<BatchParts> batchOf(Parameter parameter, Type key, Type value, boolean wantsValue) {
        payloads++;
        Optional<Serde<?>> keys = serde(parameter, key);
        Optional<Serde<?>> values = serde(parameter, value);
        if (keys.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        BatchParts parts = new BatchParts(Part.key(keys.get(), place), Part.value(values.get(), place), wantsValue);
        batchParts = parts;
        return Optional.of(parts);
    }

    private static MethodHandle batchHandle(BatchArgument argument, Class<?> type) {
        return argument.handle(type);
    }

    // --- results ---

    private Optional<Serde<?>> reply(boolean async) {
        Type type = method.getGenericReturnType();
        boolean nothing = type == void.class || type == Void.class;
        if (async && !replies) {
            return Optional.empty();
        }
        if (!replies && !nothing) {
            problem("returns " + type.getTypeName() + ", of which nobody knows what to do with it; say replyTo, or"
                    + " return void");
        }
        if (!replies) {
            return Optional.empty();
        }
        if (isBatch()) {
            problem("replies, but to a batch there is no single reply; send by yourself");
            return Optional.empty();
        }
        Type result = async ? Types.argument(type, 0) : type;
        if (nothing || result == Void.class) {
            problem("has replyTo, but returns nothing; return the reply, or leave replyTo out");
            return Optional.empty();
        }
        Optional<Serde<?>> serde = known(result);
        if (serde.isEmpty()) {
            problem("returns " + result.getTypeName() + ", which nothing writes; " + REMEDY);
        }
        return serde;
    }

    // --- serdes and problems ---

    private static final String REMEDY =
            "give a serde for it with serdes(…) of the builder, such as serdes(Json::ofType), or take String or byte[]";

    private Optional<Serde<?>> serde(Parameter parameter, Type type) {
        Optional<Serde<?>> serde = known(type);
        if (serde.isEmpty()) {
            Optional<MethodHandle> unused = unbound(parameter, "nothing reads " + type.getTypeName() + "; " + REMEDY);
        }
        return serde;
    }

    private Optional<Serde<?>> known(Type type) {
        try {
            return serdes.of(type);
        } catch (RuntimeException e) {
            problem("needs a serde for " + type.getTypeName() + ", for which the given function has thrown " + e);
            return Optional.of(Serde.bytes()); // told once
        }
    }

    private Optional<MethodHandle> unbound(Parameter parameter, String why) {
        problem("the parameter '" + parameter.getName() + "' of type "
                + parameter.getParameterizedType().getTypeName() + " cannot be bound: " + why);
        return Optional.empty();
    }

    private void problem(String text) {
        problems.add(place + " " + text);
    }
}
