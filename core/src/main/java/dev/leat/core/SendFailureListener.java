package dev.leat.core;

/** Told of messages that could not be sent; see {@link ProducerBuilder#onFailure}. */
@FunctionalInterface
public interface SendFailureListener {
    void sendFailed(SendException failure);
}
