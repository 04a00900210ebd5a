package dev.leat.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Reads the invoice lines of a folder, sends them to Kafka, and handles them with three listeners in two groups: {@link Billing} and {@link Statistics}. What comes
 * of it is told at the end by {@link Ledger}, and meanwhile by {@code /actuator/health} and {@code /actuator/metrics}.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class Invoices {
    public static void main(String[] arguments) {
        SpringApplication.run(Invoices.class, arguments);
    }
}
