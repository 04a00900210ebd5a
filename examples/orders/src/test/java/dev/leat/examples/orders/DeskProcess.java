package dev.leat.examples.orders;

import dev.leat.core.Leat;
import java.io.IOException;
import java.nio.file.Path;

/** A desk in a JVM of its own, to be killed. Runs until its input ends. */
public final class DeskProcess {
    private DeskProcess() {}

    /** @param arguments brokers, and the suffix of the topics */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OrderTopics topics = OrderTopics.suffixed(arguments[1]);
        try (Leat leat = Leat.create(arguments[0]);
                OrderWorkers workers = new OrderWorkers(leat, topics, message -> {});
                OrderLog log = new OrderLog(leat, topics);
                OrderDesk desk = new OrderDesk(leat, topics, new OrderTally(), workers, log)) {
            workers.start();
            desk.start();
            while (System.in.read() >= 0) {
                desk.check();
            }
        }
    }

    static Process start(String brokers, String suffix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeskProcess.class.getName(),
                        brokers,
                        suffix)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
