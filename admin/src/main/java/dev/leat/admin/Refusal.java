package dev.leat.admin;

/**
 * A change that Kafka has refused.
 *
 * @param reason in Kafka's words, and what to do where that can be said
 */
public record Refusal(Change change, String reason) {
    @Override
    public String toString() {
        return change.subject() + ": " + change.text() + ": " + reason;
    }
}
