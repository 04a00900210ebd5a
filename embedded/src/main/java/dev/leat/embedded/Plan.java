package dev.leat.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the builder was told, checked.
 *
 * @param data absent for a temporary folder
 * @param superUsers absent for a broker without authorizer
 * @param closesWithJvm whether the end of the JVM closes it
 * @param jvmOptions absent for nodes in this JVM, otherwise the options of their own JVMs
 */
record Plan(
        int nodes,
        OptionalInt port,
        Optional<Path> data,
        Map<String, String> properties,
        boolean tls,
        List<ScramUser> users,
        Optional<List<String>> superUsers,
        Optional<List<String>> jvmOptions,
        boolean closesWithJvm,
        Duration startTimeout) {

    /** Whether clients need a listener of their own, apart from the one for traffic among the nodes. */
    boolean secured() {
        return tls || !users.isEmpty();
    }
}
