package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.embedded.Embedded;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/** The brokers that a command works with: somebody's, or an embedded one that ends with the command. */
final class Cluster implements AutoCloseable {
    private static final int WAIT_SECONDS = 10;

    private final @Nullable Embedded embedded;
    private final String brokers;
    private final Leat leat;

    private Cluster(@Nullable Embedded embedded, String brokers, Leat leat) {
        this.embedded = embedded;
        this.brokers = brokers;
        this.leat = leat;
    }

    static Cluster embedded() {
        Embedded embedded = Embedded.start();
        return new Cluster(embedded, embedded.bootstrapServers(), Leat.create(embedded.bootstrapServers()));
    }

    /** @throws CommandException if none of them answers */
    static Cluster at(String brokers) throws InterruptedException {
        return at(Leat.create(brokers), brokers);
    }

    /** @throws CommandException if none of the brokers answers */
    static Cluster at(ConnectionOptions connection) throws InterruptedException {
        return at(connection.leat(), connection.brokers());
    }

    private static Cluster at(Leat leat, String brokers) throws InterruptedException {
        Admin admin = Admin.create(leat.properties());
        try {
            admin.describeCluster().nodes().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            leat.close();
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new CommandException(
                    "the brokers at " + brokers + " refuse: " + reason.getMessage()
                            + (reason instanceof AuthenticationException
                                    ? "; check user and password, or the certificates"
                                    : ""),
                    e);
        } catch (TimeoutException e) {
            leat.close();
            throw new CommandException(
                    "no broker answers at " + brokers + " within " + WAIT_SECONDS
                            + " s; check the address, that Kafka is running there, and the security protocol",
                    e);
        } finally {
            // Without patience: it would wait for an answer that nobody wants any more.
            admin.close(Duration.ZERO);
        }
        return new Cluster(null, brokers, leat);
    }

    Leat leat() {
        return leat;
    }

    String brokers() {
        return brokers;
    }

    @Override
    public void close() {
        leat.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
