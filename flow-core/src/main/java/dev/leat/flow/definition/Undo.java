package dev.leat.flow.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How what a state has done is undone. It is due from when the state is left by an event or by itself, unless the event is one of {@code not} or of
 * those that the state retries on; after a timeout or used-up retries {@code onTimeout} decides. That of a {@code call} is due from when the child has ended with
 * success, and in no other case: a child that is not waited for any more is cancelled, and undoes itself what it has done.
 *
 * @param done events that say it is undone; without any it counts as undone when the command is sent
 * @param failed events that say it cannot be undone
 * @param not events of the state that prove that nothing was done; none of a {@code call}
 * @param onTimeout what a timeout or used-up retries of the state mean; there if the state has them and a command
 * @param timeout how long to wait for the answer; without an answer it counts as failed
 * @param retry when the undo command is sent again
 * @since 0.1
 */
public record Undo(
        Command command,
        List<String> done,
        List<String> failed,
        List<String> not,
        Optional<OnTimeout> onTimeout,
        Optional<Duration> timeout,
        Optional<Retry> retry) {
    /** After a timeout nobody knows whether something was done. */
    public enum OnTimeout {
        /** It is undone as if it had been done: the command must be able to deal with nothing to undo. */
        UNDO,
        /** It is left alone. */
        SKIP
    }

    public Undo {
        done = List.copyOf(done);
        failed = List.copyOf(failed);
        not = List.copyOf(not);
    }
}
