package dev.leat.examples.saga;

import dev.leat.flow.Command;
import dev.leat.flow.FlowClient;
import java.util.Map;

/** The worker that sees to the money: what it does with each command. */
final class Payments {
    static final String NAME = "payments";

    private final Cards cards;

    Payments(Cards cards) {
        this.cards = cards;
    }

    void serve(FlowClient client) {
        client.onCommand("chargeCard", this::charge);
        client.onCommand("refundCard", this::refund);
    }

    private void charge(Command command) {
        Purchase purchase = command.metadata(Purchase.class);
        if (cards.charge(command.sagaId(), purchase)) {
            command.emit("cardCharged", Map.of("cents", purchase.cents()));
        } else {
            command.emit("cardRefused", Map.of("reason", "the customer is not known"));
        }
    }

    private void refund(Command command) {
        cards.refund(command.sagaId());
        command.emit("cardRefunded");
    }
}
