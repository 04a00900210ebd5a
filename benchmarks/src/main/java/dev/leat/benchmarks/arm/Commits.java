package dev.leat.benchmarks.arm;

import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How many commits the broker has confirmed to the consumers of this JVM, as Kafka's client publishes it by default. */
final class Commits {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    /** Of all consumers that are not closed; empty if there is none that tells. */
    OptionalDouble total() {
        try {
            ObjectName consumers = new ObjectName("kafka.consumer:type=consumer-coordinator-metrics,client-id=*");
            double total = 0;
            boolean known = false;
            for (ObjectName consumer : beans.queryNames(consumers, null)) {
                Object commits = beans.getAttribute(consumer, "commit-total");
                if (commits instanceof Double number && !number.isNaN()) {
                    total += number;
                    known = true;
                }
            }
            return known ? OptionalDouble.of(total) : OptionalDouble.empty();
        } catch (JMException e) {
            return OptionalDouble
                    .empty(); // a consumer was closed meanwhile, or another client publishes something else
        }
    }
}
