package dev.leat.testkit.promises;

import dev.leat.core.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An asynchronous handler whose stages the test ends. */
final class Stages {
    /** By the record's value; the one of its last delivery. */
    private final Map<String, CompletableFuture<Void>> open = new LinkedHashMap<>();
    /** Values with their attempts, in the order of calls. */
    private final List<String> calls = new ArrayList<>();

    CompletionStage<?> handle(Message<?, String> message) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        calls.add(message.value() + message.attempt());
        open.put(message.value(), stage);
        return stage;
    }

    List<String> calls() {
        return calls;
    }

    CompletableFuture<Void> of(String value) {
        return Objects.requireNonNull(open.get(value), "no call with " + value);
    }

    void end(String... values) {
        for (String value : values) {
            of(value).complete(null);
        }
    }

    void fail(String value) {
        of(value).completeExceptionally(new IllegalStateException("no"));
    }
}
