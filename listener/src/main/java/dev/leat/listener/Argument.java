package dev.leat.listener;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Message;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Where one parameter of a method for single messages comes from. Immutable. */
@FunctionalInterface
interface Argument {
    /** Of the handles below, and of what is made of them: (message, context, acknowledgement). */
    MethodType GIVEN = MethodType.methodType(Object.class, Message.class, MessageContext.class, Acknowledgement.class);

    /**
     * @param context null if nobody who handles the message wants one
     * @param acknowledgement null unless the method takes it
     */
    @Nullable
    Object read(
            Message<byte[], byte[]> message,
            @Nullable MessageContext context,
            @Nullable Acknowledgement acknowledgement);

    /** As a handle that returns that type. */
    default MethodHandle handle(Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(Argument.class, "read", GIVEN)
                    .bindTo(this)
                    .asType(GIVEN.changeReturnType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("its own method is missing", e);
        }
    }

    /** What {@link Message} has by itself, without a box around numbers. */
    static MethodHandle ofMessage(String method, Class<?> type) {
        try {
            MethodHandle plain = MethodHandles.lookup().findVirtual(Message.class, method, MethodType.methodType(type));
            return MethodHandles.dropArguments(plain, 1, MessageContext.class, Acknowledgement.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Message has no " + method, e);
        }
    }
}
