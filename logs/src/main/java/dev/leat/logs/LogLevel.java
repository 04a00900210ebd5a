package dev.leat.logs;

/**
 * How grave a log entry is. In the order of gravity.
 *
 * @since 0.1
 */
public enum LogLevel {
    TRACE(0),
    DEBUG(1),
    INFO(2),
    WARN(3),
    ERROR(4),
    /** Of Log4j alone. */
    FATAL(5);

    private final int index;

    LogLevel(int index) {
        this.index = index;
    }

    /** @throws IllegalArgumentException if none has this place */
    static LogLevel of(int index) {
        for (LogLevel level : values()) {
            if (level.index == index) {
                return level;
            }
        }
        throw new IllegalArgumentException("no level has the place " + index);
    }

    /** Its place in arrays, from 0. */
    int index() {
        return index;
    }

    /** Worth more than others when there is not room for all. */
    boolean isGrave() {
        return index >= WARN.index;
    }
}
