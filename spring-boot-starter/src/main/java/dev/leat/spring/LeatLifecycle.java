package dev.leat.spring;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Tail;
import dev.leat.listener.Listeners;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

/**
 * Listeners start and stop with the application. In the last phase there is: they start when everything else has, the web server included, and stop before
 * anything they may use does. So what comes from the web while they drain is still answered, and may still send.
 */
final class LeatLifecycle implements SmartLifecycle, SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.spring");
    private static final Set<GroupState> RUNNING =
            Set.of(GroupState.STARTING, GroupState.CONSUMING, GroupState.STOPPING);

    private final ObjectProvider<Listeners> provider;
    private final ObjectProvider<WithListeners> others;
    private final boolean autoStart;
    private final Duration stopWithin;
    private volatile @Nullable Listeners listeners;
    private volatile boolean started;

    LeatLifecycle(
            ObjectProvider<Listeners> provider,
            ObjectProvider<WithListeners> others,
            boolean autoStart,
            Duration stopWithin,
            Duration springWaits) {
        if (stopWithin.compareTo(springWaits) > 0) {
            LOG.warn(
                    "leat.stop-within={} is longer than spring.lifecycle.timeout-per-shutdown-phase={}, after which Spring goes on without waiting for"
                            + " listeners; raise that too",
                    stopWithin,
                    springWaits);
        }
        this.provider = provider;
        this.others = others;
        this.autoStart = autoStart;
        this.stopWithin = stopWithin;
    }

    /** When all singletons are there, so that looking for listeners makes none before its time. */
    @Override
    public void afterSingletonsInstantiated() {
        Listeners built = provider.getObject();
        listeners = built;
        others.orderedStream().forEach(other -> other.built(built));
    }

    @Override
    public void start() {
        Listeners all = listeners;
        if (all != null) {
            started = true;
            all.start();
            others.orderedStream().forEach(other -> other.started(all));
        }
    }

    /** Whoever started them. Also while Kafka has not answered yet: they would begin once it does. */
    @Override
    public boolean isRunning() {
        Listeners all = listeners;
        return all != null
                && (started
                        || all.groups().stream().map(ConsumerGroup::state).anyMatch(RUNNING::contains)
                        || all.broadcasts().stream().map(Tail::state).anyMatch(RUNNING::contains));
    }

    @Override
    public boolean isAutoStartup() {
        return autoStart;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    public void stop() {
        Listeners all = listeners;
        if (all == null) {
            return;
        }
        started = false;
        try {
            if (!all.stop(stopWithin)) {
                List<String> left = all.groups().stream()
                        .filter(group -> RUNNING.contains(group.state()))
                        .map(ConsumerGroup::id)
                        .toList();
                LOG.warn(
                        "groups={} have not stopped within {}, going on; raise leat.stop-within if their messages take longer",
                        left,
                        stopWithin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On a thread of its own, since others of the phase stop meanwhile. */
    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop();
                    } catch (RuntimeException e) {
                        LOG.warn("listeners could not be stopped", e);
                    } finally {
                        callback.run();
                    }
                },
                "leat-spring-stop");
        thread.setDaemon(true);
        thread.start();
    }
}
