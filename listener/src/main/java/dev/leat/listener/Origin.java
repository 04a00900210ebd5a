package dev.leat.listener;

/** Where the object comes from whose method is called. */
sealed interface Origin {
    /** One for all messages. */
    record Given(Object object) implements Origin {}

    /** What the message's scope has. */
    record Scoped(Class<?> type, Instances instances) implements Origin {}
}
