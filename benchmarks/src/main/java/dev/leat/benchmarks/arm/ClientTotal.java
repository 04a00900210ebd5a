package dev.leat.benchmarks.arm;

import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A total that Kafka's clients count by themselves, and publish by default, over all clients of this JVM that are not closed. */
final class ClientTotal {
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final String clients;
    private final String attribute;

    private ClientTotal(String clients, String attribute) {
        this.clients = clients;
        this.attribute = attribute;
    }

    /** Commits that the broker has confirmed. */
    static ClientTotal commits() {
        return new ClientTotal("kafka.consumer:type=consumer-coordinator-metrics,client-id=*", "commit-total");
    }

    /** Records that were sent to the broker, at most five batches for each partition before it confirms them. */
    static ClientTotal sent() {
        return new ClientTotal("kafka.producer:type=producer-metrics,client-id=*", "record-send-total");
    }

    /** Empty if there is no client that tells. */
    OptionalDouble now() {
        try {
            double total = 0;
            boolean known = false;
            for (ObjectName client : beans.queryNames(new ObjectName(clients), null)) {
                Object value = beans.getAttribute(client, attribute);
                if (value instanceof Double number && !number.isNaN()) {
                    total += number;
                    known = true;
                }
            }
            return known ? OptionalDouble.of(total) : OptionalDouble.empty();
        } catch (JMException e) {
            return OptionalDouble.empty(); // a client was closed meanwhile, or another one publishes something else
        }
    }
}
