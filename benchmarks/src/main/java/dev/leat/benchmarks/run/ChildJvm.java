package dev.leat.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM for a run is started: the same Java and class path as here. */
final class ChildJvm {
    /** Beside the heap. One collector for all, wherever this runs; a run that has no memory left ends instead of limping on. */
    static final List<String> OPTIONS = List.of("-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");

    private static final int QUIET_SINCE = 24;

    private ChildJvm() {}

    static List<String> command(String mainClass, int heapMebibytes, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMebibytes + "m");
        command.addAll(OPTIONS);
        if (Runtime.version().feature() >= QUIET_SINCE) {
            // Kafka's clients use what newer JVMs warn about.
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }
}
