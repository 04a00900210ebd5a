package dev.leat.core;

/** Told of each change of a group's state; see {@link ConsumerGroupBuilder#onStateChange}. */
@FunctionalInterface
public interface GroupStateListener {
    void stateChanged(GroupState from, GroupState to);
}
