package dev.leat.micrometer;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Meters of one thing that may end well or fail, by the class of the failure. Thread-safe. */
final class ByError<M> {
    private static final String NONE = "none";
    /** By the conventions: whatever has no name of its own. */
    private static final String OTHER = "_OTHER";
    /** Classes may be made at run time, and each costs a meter for ever. */
    private static final int MOST = 20;

    private final Function<String, M> making;
    private final M fine;
    private final ConcurrentMap<String, M> failed = new ConcurrentHashMap<>();

    /** @param making the meters with this {@link Convention#ERROR} */
    ByError(Function<String, M> making) {
        this.making = making;
        this.fine = making.apply(NONE);
    }

    /** @param failure null if all went well */
    M of(@Nullable Throwable failure) {
        if (failure == null) {
            return fine;
        }
        String type = type(failure);
        M known = failed.get(type);
        return known != null ? known : failed.computeIfAbsent(failed.size() < MOST ? type : OTHER, making);
    }

    private static String type(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        Class<?> type = (cause == null ? failure : cause).getClass();
        String name = type.getCanonicalName(); // an anonymous one has none
        return name == null ? type.getName() : name;
    }
}
