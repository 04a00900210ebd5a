package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * What a run came to, as read back from the topics.
 *
 * @param lines in the topic of lines
 * @param invoices distinct numbers that begin with a digit
 * @param cancellations distinct numbers that begin with C
 * @param rejectedLines distinct lines among the dead letters
 * @param linesWithoutCustomer lines that name none
 * @param revenue of the last snapshots of all orders that are neither held nor refused, with two decimals
 * @param lost lines that are neither in an order nor a dead letter
 * @param outOfOrder snapshots of an order that go back in its lines, or upon what was decided
 * @param held orders whose total came above the ceiling of the rules, by their last snapshots
 * @param refused orders from a country that the rules refuse, by their last snapshots
 * @param took from the first line sent to the last one committed
 */
public record OrderSummary(
        long lines,
        long invoices,
        long cancellations,
        long rejectedLines,
        long linesWithoutCustomer,
        BigDecimal revenue,
        long lost,
        long outOfOrder,
        long held,
        long refused,
        Duration took) {

    private static final double MILLIS = 1_000;

    /** Rounds the revenue. */
    public OrderSummary {
        revenue = revenue.setScale(2, RoundingMode.HALF_EVEN);
    }

    /** Whether every line has come to where it belongs, in order. */
    public boolean exact() {
        return lost == 0 && outOfOrder == 0;
    }

    /** As one line of JSON. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"lines\":%d,\"invoices\":%d,\"cancellations\":%d,\"rejectedLines\":%d,\"linesWithoutCustomer\":%d,"
                        + "\"revenue\":\"%s\",\"lost\":%d,\"outOfOrder\":%d,\"held\":%d,\"refused\":%d,\"seconds\":%.3f}",
                lines,
                invoices,
                cancellations,
                rejectedLines,
                linesWithoutCustomer,
                revenue.toPlainString(),
                lost,
                outOfOrder,
                held,
                refused,
                took.toMillis() / MILLIS);
    }
}
