package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Interceptor;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what {@link Listeners} are made of. For one thread; {@link #build()} checks everything at once.
 *
 * @since 0.1
 */
public final class ListenersBuilder {
    private final Leat leat;
    private final List<Added> added = new ArrayList<>();
    private final List<Class<?>> uncontained = new ArrayList<>();
    private final Suppliers suppliers = new Suppliers();
    private final List<Interceptor> interceptors = new ArrayList<>();
    private final List<Invocation.Guarded> guards = new ArrayList<>();
    private final List<ResultFilter> results = new ArrayList<>();
    private final List<ErrorFilter> errors = new ArrayList<>();
    private final Map<String, Consumer<? super ConsumerGroupBuilder<byte[]>>> more = new HashMap<>();
    private @Nullable KafkaClients clients;
    private Configuration configuration = Configuration.none();
    private @Nullable Instances instances;
    private boolean maybeNone;
    private @Nullable Function<? super Type, ? extends @Nullable Serde<?>> serdes;

    ListenersBuilder(Leat leat) {
        this.leat = leat;
    }

    /** The listener methods of this object, which gets all messages. Those of its superclasses and interfaces are among them. */
    public ListenersBuilder add(Object listener) {
        added.add(new Added(listener.getClass(), new Origin.Given(listener)));
        return this;
    }

    /**
     * The listener methods of that class, called on this object: one of a subclass that a container has made, whose own methods have lost their
     * annotations and types, and which shall be called all the same.
     *
     * @throws IllegalArgumentException if the object is not of that class
     */
    public ListenersBuilder addAs(Class<?> type, Object listener) {
        if (!type.isInstance(listener)) {
            throw new IllegalArgumentException(
                    "the object is a " + listener.getClass().getTypeName() + ", which is no " + type.getTypeName()
                            + "; its methods cannot be called on it");
        }
        added.add(new Added(type, new Origin.Given(listener)));
        return this;
    }

    /** The listener methods of that class, whose objects are those of {@link #instances}. */
    public ListenersBuilder add(Class<?> type) {
        uncontained.add(type);
        return this;
    }

    /**
     * The listener methods of that class, with a new object for each message: for one attempt at it, by all methods of the class that take its topic. Closed
     * after that, if it is {@link AutoCloseable}; with an asynchronous method once its stage has ended.
     *
     * @param perMessage called by many threads at once; a failure is one of the message
     */
    public <T> ListenersBuilder add(Class<T> type, Callable<? extends T> perMessage) {
        suppliers.add(type, perMessage);
        added.add(new Added(type, new Origin.Scoped(type, suppliers)));
        return this;
    }

    /** That nothing was added is no mistake, as with a container in which there is nothing yet. Default it is one. */
    public ListenersBuilder maybeNone() {
        maybeNone = true;
        return this;
    }

    /** Where objects come from whose class alone was added. Default none. */
    public ListenersBuilder instances(Instances instances) {
        this.instances = instances;
        return this;
    }

    /** Where placeholders and {@code leat.groups.…} come from. Default {@link Configuration#none()}. */
    public ListenersBuilder configuration(Configuration configuration) {
        this.configuration = configuration;
        return this;
    }

    /**
     * How types are read and written that Leat does not know by itself: asked once for each parameter and result. Null means that there is no way.
     *
     * <pre>{@code
     * .serdes(Json::ofType)
     * }</pre>
     */
    public ListenersBuilder serdes(Function<? super Type, ? extends @Nullable Serde<?>> serdes) {
        this.serdes = serdes;
        return this;
    }

    /** Replies go through the default producer of these. Default through a producer of their own, with the connection's settings. */
    public ListenersBuilder clients(KafkaClients clients) {
        this.clients = clients;
        return this;
    }

    /**
     * What has no option: called once with the builder of that group, when everything else is in it. Topics are for listeners alone.
     *
     * <pre>{@code
     * .group("billing", group -> group.watchdog(Duration.ofMinutes(1), Stalled.RESTART))
     * }</pre>
     */
    public ListenersBuilder group(String id, Consumer<? super ConsumerGroupBuilder<byte[]>> options) {
        more.merge(id, options, (one, other) -> builder -> {
            one.accept(builder);
            other.accept(builder);
        });
        return this;
    }

    /** Surrounds the calls of all groups; as {@link dev.leat.core.ConsumerGroupBuilder#interceptor}. The first one added is the outermost. */
    public ListenersBuilder interceptor(Interceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /** Asked before each call of a method, in the order they were added; the first refusal counts. Each sees what interceptors have let through. */
    public ListenersBuilder guard(Guard guard, Refusal refusal) {
        guards.add(new Invocation.Guarded(guard, refusal));
        return this;
    }

    /** Sees results of methods whose end decides; not of those that acknowledge. */
    public ListenersBuilder resultFilter(ResultFilter filter) {
        results.add(filter);
        return this;
    }

    /** Sees failures of methods. */
    public ListenersBuilder errorFilter(ErrorFilter filter) {
        errors.add(filter);
        return this;
    }

    /**
     * Finds, binds and checks everything. Nothing is started; but the groups begin to ask whether Kafka is there.
     *
     * @throws ConfigurationException naming everything that cannot work, where that is said, and what to do
     * @throws IllegalStateException if the Leat is closed
     */
    public Listeners build() {
        List<String> problems = new ArrayList<>();
        List<Added> all = new ArrayList<>(added);
        for (Class<?> type : uncontained) {
            contained(type, problems, all);
        }
        if (all.isEmpty() && problems.isEmpty() && !maybeNone) {
            problems.add("nothing was added; call add(…) with each object or class that has listener methods");
        }
        Attributes attributes = new Attributes();
        Invocation.Around around =
                new Invocation.Around(List.copyOf(guards), List.copyOf(results), List.copyOf(errors));
        Given given = new Given(
                leat,
                configuration,
                new BuiltInSerdes(serdes),
                around,
                List.copyOf(interceptors),
                Map.copyOf(more),
                clients);
        return new Planning(given, attributes, problems).build(all);
    }

    private void contained(Class<?> type, List<String> problems, List<Added> all) {
        Instances container = instances;
        if (container == null) {
            problems.add(type.getTypeName()
                    + " was added by its class alone, but nothing makes objects of it; call instances(…), or add an object or a"
                    + " supplier");
            return;
        }
        try {
            container.check(type);
            all.add(new Added(type, new Origin.Scoped(type, container)));
        } catch (RuntimeException e) {
            problems.add(type.getTypeName() + " has no object: " + e.getMessage());
        }
    }
}
