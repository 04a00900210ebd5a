package dev.leat.examples.saga;

import org.jspecify.annotations.Nullable;

/**
 * What a saga is about: an invoice that is to be paid and shipped.
 *
 * @param customer null where the shop did not know, so that there is no card to charge
 * @param pieces of all its lines
 * @param cents the price of all its lines
 */
record Purchase(String invoice, @Nullable String customer, String country, long pieces, long cents) {
    Purchase plus(Purchase more) {
        return new Purchase(
                invoice,
                customer == null ? more.customer : customer,
                country,
                pieces + more.pieces,
                cents + more.cents);
    }
}
