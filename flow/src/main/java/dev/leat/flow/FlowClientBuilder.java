package dev.leat.flow;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects the options of a {@link FlowClient}. For one thread.
 *
 * @since 0.1
 */
public final class FlowClientBuilder {
    private final Leat leat;
    private final List<FlowObserver> observers = new ArrayList<>();
    private @Nullable CommandsExecutor commands;
    private @Nullable EventsEmitter events;
    private JsonMapper mapper = JsonMapper.shared();

    FlowClientBuilder(Leat leat) {
        this.leat = leat;
    }

    /** Executes commands. Default not. */
    public FlowClientBuilder commands(CommandsExecutor executor) {
        commands = executor;
        return this;
    }

    /** Emits events. Default not. */
    public FlowClientBuilder events(EventsEmitter emitter) {
        events = emitter;
        return this;
    }

    /** Told of all that it does. Several are told in their order. */
    public FlowClientBuilder observer(FlowObserver observer) {
        observers.add(observer);
        return this;
    }

    /** By which {@link Command#metadata(Class)} reads. Default Jackson's own, which ignores members that a class does not have. */
    public FlowClientBuilder mapper(JsonMapper mapper) {
        this.mapper = mapper;
        return this;
    }

    /**
     * @throws dev.leat.core.ConfigurationException naming every option that cannot work, and what to do
     * @throws IllegalStateException if the Leat is closed
     */
    public FlowClient build() {
        Observers all = new Observers(observers);
        List<String> problems = new ArrayList<>();
        if (events != null) {
            events.addProblems(leat, problems);
        }
        Events emitting = events == null ? null : new Events(leat, events, all);
        Executing executing = null;
        if (commands != null) {
            Commands handlers = new Commands(commands, emitting, all, new PayloadReader(mapper), leat.surroundings());
            try {
                executing = new Executing(leat, commands, handlers);
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            if (executing != null) {
                executing.close(Duration.ZERO);
            }
            throw new ConfigurationException("flow client", problems);
        }
        return new FlowClient(leat, executing, emitting, new Reach(leat, topics()), all);
    }

    /** Those without which it has nothing to do. */
    private List<String> topics() {
        List<String> all = new ArrayList<>();
        if (commands != null) {
            all.add(commands.topic());
        }
        if (events != null) {
            all.add(events.topic());
        }
        return List.copyOf(all);
    }
}
