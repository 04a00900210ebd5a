package dev.leat.core.tools;

import org.jspecify.annotations.Nullable;

/**
 * There is no consumer group of that name: nobody has joined it or committed anything for it, or that was so long ago that the brokers
 * have forgotten it, or it is of another kind (share, streams).
 *
 * @since 0.1
 */
public final class UnknownGroupException extends ToolException {
    private final String group;

    UnknownGroupException(String group, @Nullable Throwable cause) {
        super(
                "there is no consumer group '" + group
                        + "'; check the name. Brokers forget groups without members and commits, and this tool knows no share or"
                        + " streams groups",
                cause);
        this.group = group;
    }

    public String group() {
        return group;
    }
}
