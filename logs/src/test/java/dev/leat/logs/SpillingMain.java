package dev.leat.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Logs to a broker that is away until it is killed, and says how much of it is on disk. */
final class SpillingMain {
    private SpillingMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Thread parent = new Thread(SpillingMain::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        LogShipper shipper = LogShipper.to(arguments[0])
                .topic(arguments[1])
                .instance("killed")
                .spill(Path.of(arguments[2]))
                .noFallback()
                .build();
        for (long number = 1; ; number++) {
            shipper.offer(Entries.info("number " + number));
            if (number % 1_000 == 0) {
                while (shipper.counts().kept() + 40_000 < number) {
                    Thread.onSpinWait();
                }
                System.out.println(shipper.counts().kept());
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here
            }
        } catch (IOException e) {
            // the same as the end
        }
        Runtime.getRuntime().halt(0);
    }
}
