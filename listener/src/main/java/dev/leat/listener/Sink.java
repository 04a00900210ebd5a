package dev.leat.listener;

import dev.leat.core.AsyncHandler;
import dev.leat.core.BatchHandler;
import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Handler;
import dev.leat.core.Interceptor;
import dev.leat.core.ManualHandler;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.TailBuilder;
import dev.leat.core.Topics;
import dev.leat.core.TransactionHandler;
import java.time.Duration;

/** What builders of groups and of tails have in common. Bytes in and out: methods read for themselves. */
interface Sink {
    void ordering(Ordering ordering);

    void concurrency(int calls);

    void virtualThreads();

    void retry(Retry retry);

    void deadLetters(String topic);

    void skipFailed();

    void stopOnFailure();

    void fatal(Class<? extends Throwable> failure);

    void retryable(Class<? extends Throwable> failure);

    void neverGiveUp(Class<? extends Throwable> failure);

    void maxUnfinished(int records, long bytes);

    void timeout(Duration longest);

    void commitInterval(Duration interval);

    void drain(Duration atMost);

    void interceptor(Interceptor interceptor);

    void property(String name, String value);

    void on(Topics topics, Handler<byte[], byte[]> handler);

    void onAsync(Topics topics, AsyncHandler<byte[], byte[]> handler);

    void onManual(Topics topics, Duration deadline, ManualHandler<byte[], byte[]> handler);

    void onBatch(Topics topics, Batching batching, BatchHandler<byte[], byte[]> handler);

    void onTransaction(Topics topics, Batching batching, TransactionHandler<byte[], byte[]> handler);

    /** A consumer group. */
    record OfGroup(ConsumerGroupBuilder<byte[]> builder) implements Sink {
        @Override
        public void ordering(Ordering ordering) {
            builder.ordering(ordering);
        }

        @Override
        public void concurrency(int calls) {
            builder.concurrency(calls);
        }

        @Override
        public void virtualThreads() {
            builder.virtualThreads();
        }

        @Override
        public void retry(Retry retry) {
            builder.retry(retry);
        }

        @Override
        public void deadLetters(String topic) {
            builder.deadLetters(topic);
        }

        @Override
        public void skipFailed() {
            builder.skipFailed();
        }

        @Override
        public void stopOnFailure() {
            builder.stopOnFailure();
        }

        @Override
        public void fatal(Class<? extends Throwable> failure) {
            builder.fatal(failure);
        }

        @Override
        public void retryable(Class<? extends Throwable> failure) {
            builder.retryable(failure);
        }

        @Override
        public void neverGiveUp(Class<? extends Throwable> failure) {
            builder.neverGiveUp(failure);
        }

        @Override
        public void maxUnfinished(int records, long bytes) {
            builder.maxUnfinished(records, bytes);
        }

        @Override
        public void timeout(Duration longest) {
            builder.timeout(longest);
        }

        @Override
        public void commitInterval(Duration interval) {
            builder.commitInterval(interval);
        }

        @Override
        public void drain(Duration atMost) {
            builder.drain(atMost);
        }

        @Override
        public void interceptor(Interceptor interceptor) {
            builder.interceptor(interceptor);
        }

        @Override
        public void property(String name, String value) {
            builder.property(name, value);
        }

        @Override
        public void on(Topics topics, Handler<byte[], byte[]> handler) {
            builder.on(topics, Serde.bytes(), handler);
        }

        @Override
        public void onAsync(Topics topics, AsyncHandler<byte[], byte[]> handler) {
            builder.onAsync(topics, Serde.bytes(), handler);
        }

        @Override
        public void onManual(Topics topics, Duration deadline, ManualHandler<byte[], byte[]> handler) {
            builder.onManual(topics, Serde.bytes(), deadline, handler);
        }

        @Override
        public void onBatch(Topics topics, Batching batching, BatchHandler<byte[], byte[]> handler) {
            builder.onBatch(topics, Serde.bytes(), batching, handler);
        }

        @Override
        public void onTransaction(Topics topics, Batching batching, TransactionHandler<byte[], byte[]> handler) {
            builder.onTransaction(topics, Serde.bytes(), batching, handler);
        }
    }

    /** A tail, which has nothing to commit and nobody to wait for. */
    record OfTail(TailBuilder<byte[]> builder) implements Sink {
        @Override
        public void ordering(Ordering ordering) {
            builder.ordering(ordering);
        }

        @Override
        public void concurrency(int calls) {
            builder.concurrency(calls);
        }

        @Override
        public void virtualThreads() {
            builder.virtualThreads();
        }

        @Override
        public void retry(Retry retry) {
            builder.retry(retry);
        }

        @Override
        public void deadLetters(String topic) {
            builder.deadLetters(topic);
        }

        @Override
        public void skipFailed() {
            builder.skipFailed();
        }

        @Override
        public void stopOnFailure() {
            builder.stopOnFailure();
        }

        @Override
        public void fatal(Class<? extends Throwable> failure) {
            builder.fatal(failure);
        }

        @Override
        public void retryable(Class<? extends Throwable> failure) {
            builder.retryable(failure);
        }

        @Override
        public void neverGiveUp(Class<? extends Throwable> failure) {
            builder.neverGiveUp(failure);
        }

        @Override
        public void maxUnfinished(int records, long bytes) {
            builder.maxUnfinished(records, bytes);
        }

        @Override
        public void timeout(Duration longest) {
            builder.timeout(longest);
        }

        @Override
        public void commitInterval(Duration interval) {
            throw new IllegalStateException("a broadcast commits nothing");
        }

        @Override
        public void drain(Duration atMost) {
            throw new IllegalStateException("a broadcast is never rebalanced");
        }

        @Override
        public void interceptor(Interceptor interceptor) {
            builder.interceptor(interceptor);
        }

        @Override
        public void property(String name, String value) {
            builder.property(name, value);
        }

        @Override
        public void on(Topics topics, Handler<byte[], byte[]> handler) {
            builder.on(topics, Serde.bytes(), handler);
        }

        @Override
        public void onAsync(Topics topics, AsyncHandler<byte[], byte[]> handler) {
            builder.onAsync(topics, Serde.bytes(), handler);
        }

        @Override
        public void onManual(Topics topics, Duration deadline, ManualHandler<byte[], byte[]> handler) {
            builder.onManual(topics, Serde.bytes(), deadline, handler);
        }

        @Override
        public void onBatch(Topics topics, Batching batching, BatchHandler<byte[], byte[]> handler) {
            builder.onBatch(topics, Serde.bytes(), batching, handler);
        }

        @Override
        public void onTransaction(Topics topics, Batching batching, TransactionHandler<byte[], byte[]> handler) {
            throw new IllegalStateException("a broadcast commits nothing");
        }
    }
}
