package dev.leat.examples.saga;

import dev.leat.examples.orders.OrderSource;
import java.util.List;
import java.util.function.Predicate;

/** What must come of purchases, by the rules of bank and carrier alone. */
record Outcome(long sagas, long shipped, long refused, long refunded) {
    static List<Purchase> purchases(int number) {
        return Purchases.of(OrderSource.generated(7, Long.MAX_VALUE), number);
    }

    static Outcome of(List<Purchase> purchases) {
        return new Outcome(
                purchases.size(),
                count(purchases, Outcome::isShipped),
                count(purchases, purchase -> purchase.customer() == null),
                count(purchases, purchase -> purchase.customer() != null && !Carrier.serves(purchase.country())));
    }

    static Outcome of(SagaSummary summary) {
        return new Outcome(summary.sagas(), summary.shipped(), summary.refused(), summary.refunded());
    }

    static long cents(List<Purchase> purchases) {
        return purchases.stream()
                .filter(Outcome::isShipped)
                .mapToLong(Purchase::cents)
                .sum();
    }

    private static boolean isShipped(Purchase purchase) {
        return purchase.customer() != null && Carrier.serves(purchase.country());
    }

    private static long count(List<Purchase> purchases, Predicate<Purchase> which) {
        return purchases.stream().filter(which).count();
    }
}
