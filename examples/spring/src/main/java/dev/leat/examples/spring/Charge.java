package dev.leat.examples.spring;

import java.math.BigDecimal;

/**
 * What a line of an invoice comes to.
 *
 * @param partition of the line in its topic
 * @param offset of the line, by which a ledger can tell whether each line is there, and how often
 */
record Charge(String invoice, BigDecimal amount, int partition, long offset) {}
