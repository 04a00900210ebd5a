package dev.leat.listener;

import dev.leat.core.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Where one parameter of a method for batches comes from. Immutable. */
@FunctionalInterface
interface BatchArgument {
    /** Of the handles made of them: (batch, context). */
    MethodType GIVEN = MethodType.methodType(Object.class, Batch.class, MessageContext.class);

    /** @param context null if nobody who handles the batch wants one */
    @Nullable
    Object read(Batch<Object, Object> batch, @Nullable MessageContext context);

    /** As a handle that returns that type. */
    default MethodHandle handle(Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(BatchArgument.class, "read", GIVEN)
                    .bindTo(this)
                    .asType(GIVEN.changeReturnType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("its own method is missing", e);
        }
    }
}
