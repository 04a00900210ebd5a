package dev.leat.flow;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import java.time.Duration;

/** The commands executor at work: its handlers, and the group of the present start. From any thread. */
final class Executing {
    private final Leat leat;
    private final CommandsExecutor executor;
    private final Commands commands;
    private volatile ConsumerGroup group;

    /** @throws dev.leat.core.ConfigurationException naming every setting that cannot work */
    Executing(Leat leat, CommandsExecutor executor, Commands commands) {
        this.leat = leat;
        this.executor = executor;
        this.commands = commands;
        this.group = executor.group(leat, commands);
    }

    Commands commands() {
        return commands;
    }

    ConsumerGroup group() {
        return group;
    }

    /** For one thread at a time. One that has ended by itself is followed by a new one. */
    void start() {
        if (group.state() == GroupState.CLOSED) {
            group = executor.group(leat, commands);
        }
        group.start();
    }

    boolean hasEnded() {
        return group.state() == GroupState.CLOSED;
    }

    boolean isMember() {
        return group.state() == GroupState.CONSUMING;
    }

    boolean awaitMember(Duration atMost) throws InterruptedException {
        return group.awaitState(GroupState.CONSUMING, atMost);
    }
}
