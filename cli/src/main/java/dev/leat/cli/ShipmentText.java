package dev.leat.cli;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was sent, for people and for programs.
 *
 * @param what is sent, one of them: {@code record}
 */
record ShipmentText(Shipment shipment, String what, String topic) {
    String line() {
        return Texts.number(shipment.confirmed(), what)
                + (shipment.confirmed() == 1 ? " was sent to " : " were sent to ")
                + topic;
    }

    ObjectNode json() {
        return JsonText.object()
                .put("topic", topic)
                .put("sent", shipment.confirmed())
                .put("failed", shipment.failed());
    }

    /** Why not all of it was sent; empty if it was. */
    Optional<String> failure() {
        return Optional.ofNullable(shipment.failure())
                .map(why -> "leat: " + Texts.number(shipment.failed(), what)
                        + (shipment.failed() == 1 ? " was not sent: " : " were not sent; the first: ") + why);
    }
}
