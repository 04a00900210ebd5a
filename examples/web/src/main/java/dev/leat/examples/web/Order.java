package dev.leat.examples.web;

/** @param price in cents, above zero */
record Order(String customer, String item, long price) {
    Order {
        if (customer == null || customer.isBlank() || item == null || item.isBlank() || price <= 0) {
            throw new IllegalArgumentException("an order has a customer, an item, and a price above 0 in cents");
        }
    }
}
