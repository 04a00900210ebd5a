package dev.leat.listener;

import dev.leat.core.Serde;
import dev.leat.core.StartupReport.HandlerKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Makes one handle of a method and where its parameters come from. All decisions are made here, once; a call is one {@code invokeExact}, without
 * reflection, arrays of arguments, or boxes around numbers that the message has.
 */
final class Binding {
    /** (object, message, context, acknowledgement) → result. */
    static final MethodType SINGLE = Argument.GIVEN.insertParameterTypes(0, Object.class);
    /** (object, batch, context) → result. */
    static final MethodType BATCH = BatchArgument.GIVEN.insertParameterTypes(0, Object.class);

    private final Method method;
    private final boolean replies;
    private final BindingSite site;

    /** @param problems takes a sentence for each thing that cannot be */
    Binding(Place place, Method method, BuiltInSerdes serdes, boolean replies, List<String> problems) {
        this.method = method;
        this.replies = replies;
        this.site = new BindingSite(place, serdes, problems);
    }

    /** Empty if there are problems. */
    Optional<Bound> bind() {
        return BatchArguments.isFor(method) ? bindBatch() : bindSingle();
    }

    private Optional<Bound> bindSingle() {
        int before = site.problems().size();
        SingleArguments single = new SingleArguments(site);
        List<MethodHandle> arguments = arguments(single::argument);
        checkPayloads(single.payloads());
        boolean async = CompletionStage.class.isAssignableFrom(method.getReturnType());
        Optional<Serde<?>> reply = reply(async);
        if (single.acknowledges() && (async || replies)) {
            site.problem("takes an Acknowledgement and " + (replies ? "replies" : "returns a stage")
                    + ", which are two ways to say when the message is done; choose one");
        }
        if (single.isInTransaction() && (single.acknowledges() || async)) {
            site.problem("takes a Transaction and " + (async ? "returns a stage" : "an Acknowledgement")
                    + ", but a transaction ends when the method has returned; leave one of the two out");
        }
        if (site.problems().size() > before) {
            return Optional.empty();
        }
        HandlerKind kind = single.isInTransaction()
                ? HandlerKind.TRANSACTION
                : single.acknowledges() ? HandlerKind.MANUAL : async ? HandlerKind.ASYNC : HandlerKind.EACH;
        return unreflected()
                .map(target -> new Bound(
                        site.place(),
                        method,
                        kind,
                        handle(target, arguments, SINGLE),
                        single.wantsContext(),
                        Optional.empty(),
                        reply));
    }

    private Optional<Bound> bindBatch() {
        int before = site.problems().size();
        BatchArguments batch = new BatchArguments(site);
        List<MethodHandle> arguments = arguments(batch::argument);
        checkPayloads(batch.payloads());
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            site.problem("returns a stage for a batch, which has none; wait for it, or take single messages");
        } else if (replies) {
            site.problem("replies, but to a batch there is no single reply; send by yourself");
        } else {
            var unused = reply(false);
        }
        if (site.problems().size() > before) {
            return Optional.empty();
        }
        return unreflected()
                .map(target -> new Bound(
                        site.place(),
                        method,
                        HandlerKind.BATCH,
                        handle(target, arguments, BATCH),
                        batch.wantsContext(),
                        batch.parts(),
                        Optional.empty()));
    }

    private List<MethodHandle> arguments(Function<Parameter, Optional<MethodHandle>> way) {
        List<MethodHandle> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            way.apply(parameter).ifPresent(arguments::add);
        }
        return arguments;
    }

    private void checkPayloads(int payloads) {
        if (payloads > 1) {
            site.problem("takes the value " + payloads + " times; a method has one parameter for it");
        }
    }

    private Optional<MethodHandle> unreflected() {
        try {
            method.setAccessible(true);
            return Optional.of(MethodHandles.lookup().unreflect(method).asFixedArity());
        } catch (IllegalAccessException | RuntimeException e) {
            site.problem("cannot be called (" + e.getMessage() + "); open its package to dev.leat.listener");
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

    private Optional<Serde<?>> reply(boolean async) {
        Type type = method.getGenericReturnType();
        boolean nothing = type == void.class || type == Void.class;
        if (async && !replies) {
            return Optional.empty();
        }
        if (!replies && !nothing) {
            site.problem("returns " + type.getTypeName() + ", of which nobody knows what to do with it; say replyTo, or"
                    + " return void");
        }
        if (!replies) {
            return Optional.empty();
        }
        Type result = async ? Types.argument(type, 0) : type;
        if (nothing || result == Void.class) {
            site.problem("has replyTo, but returns nothing; return the reply, or leave replyTo out");
            return Optional.empty();
        }
        Optional<Serde<?>> serde = site.known(result);
        if (serde.isEmpty()) {
            site.problem("returns " + result.getTypeName() + ", which nothing writes; " + BindingSite.REMEDY);
        }
        return serde;
    }
}
