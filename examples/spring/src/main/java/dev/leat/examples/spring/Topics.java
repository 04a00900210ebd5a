package dev.leat.examples.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

/** The topics of the example, and that they are there. */
@Component
class Topics {
    /** Invoice lines, keyed by invoice. */
    static final String LINES = "invoice-lines";

    /** A {@link Charge} for each line. */
    static final String CHARGES = "charges";

    /** Lines that are no sale. */
    static final String REFUSED = "invoice-lines.dead";

    private static final int PARTITIONS = 8;
    private static final short AS_THE_BROKERS_SAY = -1;

    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    /** Makes those that are missing. */
    void create() throws InterruptedException {
        CreateTopicsResult created = admin.createTopics(List.of(LINES, CHARGES, REFUSED).stream()
                .map(name -> new NewTopic(name, PARTITIONS, AS_THE_BROKERS_SAY))
                .toList());
        for (Map.Entry<String, ? extends Future<Void>> each : created.values().entrySet()) {
            try {
                each.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException(
                            "topic " + each.getKey() + " cannot be made: " + e.getCause() + "; make it yourself with "
                                    + PARTITIONS + " partitions, or mend that",
                            e);
                }
            }
        }
    }
}
