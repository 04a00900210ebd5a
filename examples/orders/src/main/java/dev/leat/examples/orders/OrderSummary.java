package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

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
 * @param logs what the desk has logged meanwhile
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
        Duration took,
        Logs logs) {

    /**
     * Records of the log.
     *
     * @param sent what Kafka has confirmed
     * @param indexed documents of this run that the index has; absent if nobody asked it
     * @param dropped what never gets to Kafka
     * @param deadLetters what the index has refused; absent if nobody asked it
     */
    public record Logs(long sent, OptionalLong indexed, long dropped, OptionalLong deadLetters) {
        static final Logs NONE = of(0, 0);

        static Logs of(long sent, long dropped) {
            return new Logs(sent, OptionalLong.empty(), dropped, OptionalLong.empty());
        }

        /** The same with what an index says. */
        public Logs indexed(long documents, long letters) {
            return new Logs(sent, OptionalLong.of(documents), dropped, OptionalLong.of(letters));
        }

        /** Whether everything that was sent is where it belongs, as far as anybody asked. */
        boolean exact() {
            return indexed.isEmpty() || sent == indexed.getAsLong() + deadLetters.orElse(0);
        }

        private String json() {
            StringBuilder json = new StringBuilder("{\"sent\":").append(sent);
            indexed.ifPresent(documents -> json.append(",\"indexed\":").append(documents));
            json.append(",\"dropped\":").append(dropped);
            deadLetters.ifPresent(letters -> json.append(",\"deadLetters\":").append(letters));
            return json.append('}').toString();
        }
    }

    private static final double MILLIS = 1_000;

    /** Rounds the revenue. */
    public OrderSummary {
        revenue = revenue.setScale(2, RoundingMode.HALF_EVEN);
    }

    /** Whether every line has come to where it belongs, in order, and so has the log. */
    public boolean exact() {
        return lost == 0 && outOfOrder == 0 && logs.exact();
    }

    /** The same with that of its log. */
    public OrderSummary with(Logs other) {
        return new OrderSummary(
                lines,
                invoices,
                cancellations,
                rejectedLines,
                linesWithoutCustomer,
                revenue,
                lost,
                outOfOrder,
                held,
                refused,
                took,
                other);
    }

    /** As one line of JSON. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"lines\":%d,\"invoices\":%d,\"cancellations\":%d,\"rejectedLines\":%d,\"linesWithoutCustomer\":%d,"
                        + "\"revenue\":\"%s\",\"lost\":%d,\"outOfOrder\":%d,\"held\":%d,\"refused\":%d,\"seconds\":%.3f,\"logs\":%s}",
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
                took.toMillis() / MILLIS,
                logs.json());
    }
}
