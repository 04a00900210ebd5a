package dev.leat.admin;

import dev.leat.core.LeatException;
import java.util.List;
import java.util.stream.Collectors;

/** Kafka has refused some of what was asked for; the rest is done. */
public final class RefusedException extends LeatException {
    private final List<Refusal> refusals;

    RefusedException(List<Refusal> refusals) {
        super(refusals.stream().map(Refusal::toString).collect(Collectors.joining("; ")), null);
        this.refusals = List.copyOf(refusals);
    }

    /** All of them. */
    public List<Refusal> refusals() {
        return refusals;
    }
}
