package dev.leat.listener;

import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Interceptor;
import dev.leat.core.Leat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the application has said beside its classes.
 *
 * @param more by group, what has no option
 * @param clients whose default producer replies go through; null for one of their own
 */
record Given(
        Leat leat,
        Configuration configuration,
        BuiltInSerdes serdes,
        Invocation.Around around,
        List<Interceptor> interceptors,
        Map<String, Consumer<? super ConsumerGroupBuilder<byte[]>>> more,
        @Nullable KafkaClients clients) {}
