package dev.leat.core;

/** A message that was not (or not provably) written to its topic. The cause is the Kafka client's, or the serde's. */
public final class SendException extends LeatException {
    private final Outgoing<?, ?> message;

    SendException(Outgoing<?, ?> message, Throwable cause) {
        super("message for topic '" + message.topic() + "' was not sent: " + cause.getMessage(), cause);
        this.message = message;
    }

    /** What was to be sent, as it was given to the producer. */
    public Outgoing<?, ?> message() {
        return message;
    }
}
