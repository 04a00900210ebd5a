package dev.leat.core.tools;

/**
 * There is no topic of that name, or it may not be seen. Tools never let Kafka create one by asking for it.
 *
 * @since 0.1
 */
public final class UnknownTopicException extends ToolException {
    private final String topic;

    UnknownTopicException(String topic) {
        super(
                "there is no topic '" + topic
                        + "', or it may not be seen; check the name, create it, or ask for the right to describe it",
                null);
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }
}
