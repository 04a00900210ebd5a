package dev.leat.flow.core;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Transition;
import dev.leat.flow.definition.Wait;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** States that last for some time. */
final class Waiting {
    /** Later moments are as good as never, and pauses have to be added to them. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Waiting() {}

    static void begin(Turn turn, Track track, Wait wait) {
        Optional<Instant> until = wait.duration()
                .map(turn.now::plus)
                .or(() -> moment(turn.scope().value(wait.until().orElseThrow())));
        if (until.isEmpty()) {
            turn.incident(Incident.Kind.NO_MOMENT, track);
        } else if (until.get().isAfter(turn.now)) {
            track.waitUntil = until.get();
        } else if (turn.mayGoOn()) {
            over(turn, track, wait);
        } else {
            turn.incident(Incident.Kind.ENDLESS, track);
        }
    }

    static void over(Turn turn, Track track, Wait wait) {
        if (wait.to().isPresent()) {
            Moves.go(turn, track, wait.to().get(), Exit.DONE);
            return;
        }
        Turn.Scope scope = turn.scope();
        Optional<Transition> transition = Moves.first(track.definition().on(Flow.TIMEOUT), scope);
        if (transition.isPresent()) {
            var unused = Moves.take(turn, track, transition.get(), Exit.DONE); // if not, it stays as well
        } else {
            turn.incident(Incident.Kind.NO_TRANSITION, track);
        }
    }

    private static Optional<Instant> moment(JsonNode value) {
        if (!value.isString()) {
            return Optional.empty();
        }
        try {
            Instant moment = OffsetDateTime.parse(value.stringValue()).toInstant();
            return Optional.of(moment.isAfter(LATEST) ? LATEST : moment);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
