package dev.leat.listener;

import dev.leat.core.Serde;
import dev.leat.core.StartupReport.HandlerKind;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * A listener method, ready to be called.
 *
 * @param handle of {@link Binding#SINGLE} or, for batches, of {@link Binding#BATCH}
 * @param batch how batches are read; empty for single messages
 * @param reply how its result is written; empty if it has none
 */
record Bound(
        Place place,
        Method method,
        HandlerKind kind,
        MethodHandle handle,
        boolean wantsContext,
        Optional<BatchParts> batch,
        Optional<Serde<?>> reply) {}
