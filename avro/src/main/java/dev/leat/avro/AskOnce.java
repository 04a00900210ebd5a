package dev.leat.avro;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Answers that never change. Who asks first asks for all who come meanwhile; a failure is theirs too, and is not kept. Unlike in
 * {@link ConcurrentMap#computeIfAbsent} nobody waits who wants something else.
 */
final class AskOnce<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> answers = new ConcurrentHashMap<>();

    V of(K key, Supplier<V> question) {
        CompletableFuture<V> known = answers.get(key);
        if (known != null) {
            return await(known);
        }
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> other = answers.putIfAbsent(key, mine);
        return other == null ? ask(key, question, mine) : await(other);
    }

    private V ask(K key, Supplier<V> question, CompletableFuture<V> mine) {
        try {
            V answer = question.get();
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            answers.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private V await(CompletableFuture<V> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException("interrupted while the schema registry was asked", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
