package dev.leat.cli;

import dev.leat.examples.saga.SagaSummary;
import dev.leat.examples.saga.SagaTopics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The summary of sagas for people. */
final class SagaText {
    private static final double MILLIS = 1_000;

    private SagaText() {}

    static String of(SagaSummary summary, SagaTopics topics, @Nullable String keptAt) {
        double seconds = summary.took().toMillis() / MILLIS;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                Sagas run in %.1f s (%,.0f a second), as read back from the topics:

                  sagas           %,14d
                  shipped         %,14d
                  refused         %,14d   no card to charge
                  refunded        %,14d   paid, and no way to ship
                  open            %,14d

                  commands        %,14d
                  events          %,14d   of these repeated %,d
                """,
                seconds,
                summary.sagas() / Math.max(seconds, 1 / MILLIS),
                summary.sagas(),
                summary.shipped(),
                summary.refused(),
                summary.refunded(),
                summary.open(),
                summary.commands(),
                summary.events(),
                summary.repeats()));
        if (keptAt != null) {
            text.append("\nThe topics are kept at ")
                    .append(keptAt)
                    .append(": ")
                    .append(String.join(", ", topics.commands(), topics.events(), topics.sagas()))
                    .append("\n");
        }
        text.append(
                summary.allEnded()
                        ? "\nEvery saga has come to its end."
                        : "\nNOT DONE: " + summary.open() + " sagas are open, " + summary.contradictory()
                                + " have two ends.");
        return text.toString();
    }
}
