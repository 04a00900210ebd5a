package dev.leat.examples.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the example can be told.
 *
 * @param folder of CSV files with invoice lines, or one such file. If it is empty lines are made up
 * @param lines how many are made up
 * @param feed whether lines are sent at all; without, those are handled that are there
 * @param perSecond how many lines are sent in a second; zero for as fast as can be
 */
@ConfigurationProperties("invoices")
record InvoicesProperties(
        @DefaultValue("") String folder,
        @DefaultValue("20000") long lines,
        @DefaultValue("true") boolean feed,
        @DefaultValue("0") int perSecond) {}
