package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.Arm;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Stands in for the program that runs an arm. What it does is told by the arm's name. Does without a JSON library, to start fast. */
public final class FakeArm {
    private FakeArm() {}

    public static void main(String[] args) throws InterruptedException {
        var arm = Arm.valueOf(args[0].replaceAll(".*\"arm\":\"([A-Z_0-9]+)\".*", "$1"));
        System.err.println("a log line of " + arm);
        switch (arm) {
            case RAW -> {
                System.out.println("something before the result");
                System.out.printf(
                        Locale.ROOT,
                        "{\"records\":5,\"windowSeconds\":1,\"recordsPerSecond\":1000,\"cpuMicros\":1.5,\"lost\":0,\"peakHeapBytes\":%d}%n",
                        Runtime.getRuntime().maxMemory());
            }
            case RAW_SYNC -> throw new IllegalStateException("fell over");
            case LEAT_PARTITION -> System.out.println("{\"records\": 3, garbage");
            case LEAT_KEY -> TimeUnit.HOURS.sleep(1);
            case SPRING_RECORD -> System.out.println("null");
            case SPRING_BATCH -> {
                // What the JVM itself prints when it ends for want of memory.
                System.out.println("Terminating due to java.lang.OutOfMemoryError: Java heap space");
                System.exit(3);
            }
            default ->
                System.out.println(
                        "{\"records\":0,\"windowSeconds\":0,\"recordsPerSecond\":0,\"failure\":\"its own words\"}");
        }
    }
}
