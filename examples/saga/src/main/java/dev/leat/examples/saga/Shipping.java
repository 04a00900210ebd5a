package dev.leat.examples.saga;

import dev.leat.flow.Command;
import dev.leat.flow.FailedCommand;
import dev.leat.flow.FlowClient;
import java.io.IOException;
import java.util.Map;

/** The worker that sees to the parcels: what it does with each command, and with one that keeps failing. */
final class Shipping {
    static final String NAME = "shipping";

    /** So often a carrier is asked; then the saga goes on without a parcel. */
    static final int ATTEMPTS = 5;

    private final Carrier carrier;

    Shipping(Carrier carrier) {
        this.carrier = carrier;
    }

    void serve(FlowClient client) {
        client.onCommand("shipOrder", this::ship, this::failed);
    }

    private void ship(Command command) throws IOException {
        Purchase purchase = command.metadata(Purchase.class);
        if (Carrier.serves(purchase.country())) {
            carrier.carry(command.sagaId());
            command.emit("orderShipped", Map.of("pieces", purchase.pieces()));
        } else {
            notShipped(command, "no carrier goes to " + purchase.country());
        }
    }

    /** A command that fails is tried again, unless it is committed here. */
    private void failed(FailedCommand failed) {
        if (failed.command().attempt() >= ATTEMPTS) {
            notShipped(failed.command(), "the carrier has no time");
            failed.commit();
        }
    }

    private static void notShipped(Command command, String reason) {
        command.emit("orderNotShipped", Map.of("reason", reason));
    }
}
