package dev.leat.it.logs;

import dev.leat.logs.LogCounts;
import dev.leat.logs.LogEntry;
import dev.leat.logs.LogLevel;
import dev.leat.logs.LogShipper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Program of a child JVM: an application that logs, to be killed. Ends in order with its standard input, and then says what has become of its entries. */
final class LoggingMain {
    private static final long PAUSE_NANOS = 2_000_000;

    private LoggingMain() {}

    /** @param arguments brokers, topic, name of this process, folder for what cannot be sent */
    public static void main(String[] arguments) throws IOException {
        LogShipper shipper = LogShipper.to(arguments[0])
                .topic(arguments[1])
                .instance(arguments[2])
                .service("shop")
                .records(2_000)
                .spill(Path.of(arguments[3]))
                .drainWithin(Duration.ofSeconds(20))
                .drainAtExit(false)
                .build();
        for (long number = 1; System.in.available() == 0; number++) {
            shipper.offer(LogEntry.at(Instant.now(), LogLevel.INFO, "shop.Till", "sale " + number)
                    .build());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        shipper.close();
        LogCounts counts = shipper.counts();
        System.out.println(counts.offered() + " " + counts.sent() + " " + counts.dropped() + " " + counts.kept());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
