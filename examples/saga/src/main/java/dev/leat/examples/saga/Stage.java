package dev.leat.examples.saga;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a saga is. All of the saga's plan is here: which command a stage begins with, and which event leads where. */
enum Stage {
    NEW(null),
    CHARGING("chargeCard"),
    SHIPPING("shipOrder"),
    /** The compensation: what was paid for will not be shipped. */
    REFUNDING("refundCard"),
    REFUSED(null),
    SHIPPED(null),
    REFUNDED(null);

    private static final Map<Stage, Map<String, Stage>> NEXT = Map.of(
            NEW, Map.of("orderPlaced", CHARGING),
            CHARGING, Map.of("cardCharged", SHIPPING, "cardRefused", REFUSED),
            SHIPPING, Map.of("orderShipped", SHIPPED, "orderNotShipped", REFUNDING),
            REFUNDING, Map.of("cardRefunded", REFUNDED));

    private final @Nullable String command;

    Stage(@Nullable String command) {
        this.command = command;
    }

    /** Where this event leads; empty if it leads nowhere from here, since it is a repetition. */
    Optional<Stage> after(String event) {
        return Optional.ofNullable(NEXT.getOrDefault(this, Map.of()).get(event));
    }

    /** What is to be done in this stage; nothing if it is an end. */
    Optional<String> command() {
        return Optional.ofNullable(command);
    }

    boolean isEnd() {
        return !NEXT.containsKey(this);
    }
}
