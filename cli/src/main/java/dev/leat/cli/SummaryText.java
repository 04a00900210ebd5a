package dev.leat.cli;

import dev.leat.examples.orders.OrderSummary;
import dev.leat.examples.orders.OrderTopics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The summary of a run for people. */
final class SummaryText {
    private static final double MILLIS = 1_000;

    private SummaryText() {}

    static String of(OrderSummary summary, OrderTopics topics, @Nullable String keptAt) {
        double seconds = summary.took().toMillis() / MILLIS;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                Orders processed in %.1f s (%,.0f lines a second), as read back from the topics:

                  lines           %,14d   of these without a customer %,d
                  invoices        %,14d
                  cancellations   %,14d
                  rejected lines  %,14d   no price; in the dead letters
                  held orders     %,14d   above the ceiling of the rules
                  refused orders  %,14d   from countries that the rules refuse
                  revenue         %,14.2f

                  lost            %,14d
                  out of order    %,14d

                  log             %,14d   sent to Kafka; dropped %,d%s
                """,
                seconds,
                summary.lines() / Math.max(seconds, 1 / MILLIS),
                summary.lines(),
                summary.linesWithoutCustomer(),
                summary.invoices(),
                summary.cancellations(),
                summary.rejectedLines(),
                summary.held(),
                summary.refused(),
                summary.revenue(),
                summary.lost(),
                summary.outOfOrder(),
                summary.logs().sent(),
                summary.logs().dropped(),
                indexed(summary.logs())));
        if (keptAt != null) {
            text.append("\nThe topics are kept at ")
                    .append(keptAt)
                    .append(": ")
                    .append(String.join(", ", topics.lines(), topics.orders(), topics.dead()))
                    .append("\n");
        }
        text.append(
                summary.exact()
                        ? "\nEvery line is accounted for, in order."
                        : "\nNOT EXACT: lines were lost or came out of order.");
        return text.toString();
    }

    private static String indexed(OrderSummary.Logs logs) {
        return logs.indexed().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; in the index %,d, refused by it %,d",
                        logs.indexed().getAsLong(),
                        logs.deadLetters().orElse(0));
    }
}
