package dev.leat.core;

import dev.leat.core.internal.DeadLetters;
import dev.leat.core.internal.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows when a handler fails, as a builder's notepad has it. For one thread. */
final class FailureOptions {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final Set<String> given;
    private final List<String> problems = new ArrayList<>();
    private Retry retry = Retry.exponential(FIRST_PAUSE);
    private final List<Class<? extends Throwable>> fatal = new ArrayList<>();
    private final List<Class<? extends Throwable>> retryable = new ArrayList<>();
    private final List<Class<? extends Throwable>> vetoing = new ArrayList<>();
    private @Nullable Disposition givenUp;
    private @Nullable String deadLetterTopic;
    private LastResort lastResort = LastResort.hold();

    /** @param given takes the names of the options that are set */
    FailureOptions(Set<String> given) {
        this.given = given;
    }

    void retry(Retry retry) {
        given.add("retry");
        this.retry = retry;
    }

    void fatal(Class<? extends Throwable> failure) {
        fatal.add(failure);
    }

    void retryable(Class<? extends Throwable> failure) {
        retryable.add(failure);
    }

    void neverGiveUp(Class<? extends Throwable> failure) {
        vetoing.add(failure);
    }

    void deadLetters(String topic) {
        given.add("deadLetters");
        deadLetterTopic = topic;
        givenUp(Disposition.DEAD_LETTER, "deadLetters");
    }

    void deadLetters(String topic, LastResort lastResort) {
        given.add("lastResort");
        this.lastResort = lastResort;
        deadLetters(topic);
    }

    void skipFailed() {
        givenUp(Disposition.SKIP, "skipFailed");
    }

    void stopOnFailure() {
        givenUp(Disposition.STOP, "stopOnFailure");
    }

    private void givenUp(Disposition disposition, String option) {
        if (givenUp != null) {
            problems.add(option + " is a second answer to what happens to failed records; choose one of deadLetters,"
                    + " skipFailed and stopOnFailure");
        }
        given.add("failed");
        givenUp = disposition;
    }

    /** One sentence for each option that cannot work. */
    void addProblems(Routing routing, List<String> found) {
        found.addAll(problems);
        if (retry.attempts().isPresent() && givenUp == null) {
            found.add(
                    "retry ends after " + retry.attempts().getAsInt()
                            + " attempts, but nothing says what then; call deadLetters(topic), skipFailed() or stopOnFailure()");
        }
        if (!fatal.isEmpty() && givenUp == null) {
            found.add("fatal names failures not to be tried again, but nothing says what then; call deadLetters(topic),"
                    + " skipFailed() or stopOnFailure()");
        }
        if (deadLetterTopic != null) {
            Routing.check(deadLetterTopic, found);
            if (routing.wayTo(deadLetterTopic) != null) {
                found.add("the dead letter topic '" + deadLetterTopic + "' is one it consumes, "
                        + routing.wayTo(deadLetterTopic) + "; dead letters would go round");
            }
        }
    }

    FailurePolicy policy() {
        return new FailurePolicy(retry, List.copyOf(fatal), List.copyOf(retryable), List.copyOf(vetoing), givenUp);
    }

    /** Never used without a topic. */
    DeadLetters deadLetters(DeadLetterProducer producer, String label) {
        return deadLetterTopic == null
                ? (record, attempts, failure, whenSent) ->
                        whenSent.accept(new IllegalStateException("no dead letter topic"))
                : producer.to(deadLetterTopic, label);
    }

    LastResort lastResort() {
        return lastResort;
    }

    @Nullable
    String deadLetterTopic() {
        return deadLetterTopic;
    }
}
