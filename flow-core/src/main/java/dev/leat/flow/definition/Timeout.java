package dev.leat.flow.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens when a saga stays in a state for too long. Either {@code to} or {@code event} is there.
 *
 * @param after from entering the state, or from the last attempt of its command
 * @param event happens then as if it had come from outside, without a payload; {@value Flow#TIMEOUT} unless said
 * @param perAttempt whether it begins again with each attempt, as it does in every state that retries on it, by its {@code retry} or by {@code on}
 * @since 0.1
 */
public record Timeout(Duration after, Optional<Target> to, Optional<String> event, boolean perAttempt) {
    Timeout ofEachAttempt() {
        return new Timeout(after, to, event, true);
    }
}
