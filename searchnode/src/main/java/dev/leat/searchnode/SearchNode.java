package dev.leat.searchnode;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node of OpenSearch, the real one, in a JVM of its own. It listens on 127.0.0.1 alone, has no access control, and ends with the JVM that
 * has started it, however that ends.
 *
 * <pre>{@code
 * try (SearchNode node = SearchNode.start()) {
 *     index(node.url());
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread, one at a time.
 *
 * @since 0.1
 */
public final class SearchNode implements AutoCloseable {
    static final String READY = "leat-searchnode: ";
    static final String FAILED = "leat-searchnode failed: ";
    static final String DATA = "--data";
    static final String PORT = "--port";
    /** A folder to remove at the end of the input, so that nothing is left behind by a parent that was killed either. */
    static final String REMOVE = "--remove";

    static final String SETTING = "--setting";

    /** Where OpenSearch's jars are, if they are not in the folder {@code lib} beside this class's folder or jar. */
    static final String LIB_PROPERTY = "leat.searchnode.lib";

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);
    /** On a busy machine threads go on for a while after the signal: until one of them has time to see it. Linux tells when. */
    private static final String STOP_TIME =
            "kill -STOP $0 && while grep -qs ') [^TZX] ' /proc/$0/stat; do sleep 0.01; done";

    private static final List<String> JVM_OPTIONS =
            // It lives too short for the optimising compiler, and holds little.
            List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private final Path folder;
    private final List<String> settings;
    private final Path lib;
    private final Path log;
    private @Nullable Process process; // guarded by this, as all below
    private @Nullable URI url;

    private SearchNode(Path folder, List<String> settings, Path lib) {
        this.folder = folder;
        this.settings = settings;
        this.lib = lib;
        this.log = folder.resolve("node.log");
    }

    /**
     * Starts one and waits until it answers, at most 90 seconds.
     *
     * @param settings of OpenSearch, each as {@code name=value}
     * @throws SearchNodeException if OpenSearch's jars are not there, or it does not start
     */
    public static SearchNode start(String... settings) {
        Path lib = lib();
        try {
            SearchNode node =
                    new SearchNode(Files.createTempDirectory("leat-searchnode-data-"), List.of(settings), lib);
            try {
                node.launch();
            } catch (RuntimeException | Error e) {
                node.close();
                throw e;
            }
            return node;
        } catch (IOException e) {
            throw new SearchNodeException("no folder for the data of a search node can be made: " + e.getMessage(), e);
        }
    }

    private static Path lib() {
        String given = System.getProperty(LIB_PROPERTY);
        Path lib = given == null ? ownPlace().resolveSibling("lib") : Path.of(given);
        try (Stream<Path> jars = Files.list(lib)) {
            if (jars.anyMatch(jar -> jar.getFileName().toString().startsWith("opensearch-"))) {
                return lib;
            }
        } catch (IOException e) {
            // The same as a folder without it.
        }
        throw new SearchNodeException(
                "OpenSearch's jars are not in " + lib
                        + "; build the module searchnode ('mvn process-classes -pl searchnode'), which puts them there, or"
                        + " name their folder with -D" + LIB_PROPERTY,
                null);
    }

    /** The folder or jar that this class is from. */
    private static Path ownPlace() {
        try {
            return Path.of(SearchNode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a place of classes is a URI", e);
        }
    }

    /** Where it answers: {@code http://127.0.0.1:PORT}. The same after {@link #restart}. */
    public synchronized URI url() {
        URI known = url;
        if (known == null) {
            throw new IllegalStateException("it has never been started");
        }
        return known;
    }

    /** Whether its process lives; one that is frozen does. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Kills it at once, as the machine's end would. What it had confirmed is there after {@link #restart}. */
    public synchronized void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd(running);
            process = null;
        }
    }

    /**
     * Starts it again, on the same data and port, and waits until it answers.
     *
     * @throws IllegalStateException if it runs
     * @throws SearchNodeException if it does not start
     */
    public synchronized void restart() {
        if (isRunning()) {
            throw new IllegalStateException("it runs; kill it first");
        }
        launch();
    }

    /**
     * Stops it in the middle of whatever it does, without ending it (SIGSTOP).
     *
     * @throws SearchNodeException if it does not run, or there is no shell "sh" on this machine
     */
    public synchronized void freeze() {
        signal(STOP_TIME);
    }

    /** Lets it go on after {@link #freeze}. */
    public synchronized void thaw() {
        signal("kill -CONT $0");
    }

    /** Ends it, and removes its data. A second call does nothing. */
    @Override
    public synchronized void close() {
        Process running = process;
        if (running != null && running.isAlive()) {
            try {
                thaw();
                running.getOutputStream().close(); // the end of its input
                if (!running.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    running.destroyForcibly();
                }
            } catch (IOException | SearchNodeException e) {
                running.destroyForcibly();
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            awaitEnd(running);
        }
        process = null;
        remove(folder);
    }

    private synchronized void launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                ownPlace() + System.getProperty("path.separator") + lib.resolve("*"),
                "dev.leat.searchnode.NodeMain",
                DATA,
                folder.resolve("data").toString(),
                REMOVE,
                folder.toString(),
                PORT,
                url == null ? "0" : Integer.toString(url.getPort())));
        settings.forEach(setting -> command.addAll(List.of(SETTING, setting)));
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            // Reading the answer cannot be interrupted, but it ends with the process.
            CompletableFuture<?> late = CompletableFuture.runAsync(
                    started::destroyForcibly,
                    CompletableFuture.delayedExecutor(START.toMillis(), TimeUnit.MILLISECONDS));
            try {
                url = URI.create(answer(started));
            } finally {
                late.cancel(false);
            }
        } catch (IOException e) {
            throw new SearchNodeException("no search node can be started: " + e.getMessage() + lastLogLine(), e);
        }
    }

    /** Its address; other lines are passed over. */
    private String answer(Process started) throws IOException {
        BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
            if (line.startsWith(FAILED)) {
                throw new SearchNodeException(
                        "the search node did not start: " + line.substring(FAILED.length()), null);
            }
        }
        throw new SearchNodeException(
                "the search node ended, or was not ready within " + START.toSeconds() + " s" + lastLogLine(), null);
    }

    /** @param script with the number of the process as {@code $0} */
    private void signal(String script) {
        Process target = process;
        if (target == null || !target.isAlive()) {
            throw new SearchNodeException("the search node does not run", null);
        }
        try {
            String pid = Long.toString(target.pid());
            int status = new ProcessBuilder("sh", "-c", script, pid).start().waitFor();
            if (status != 0) {
                throw new SearchNodeException(
                        "'" + script + "' for process " + pid + " ended with status " + status, null);
            }
        } catch (IOException e) {
            throw new SearchNodeException("freezing needs the shell of a Unix system", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SearchNodeException("interrupted while the search node was sent a signal", e);
        }
    }

    private static void awaitEnd(Process process) {
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true; // it has been killed, and so ends soon
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastLogLine() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            Optional<String> last = lines.filter(line -> !line.isBlank()).reduce((earlier, later) -> later);
            return last.map(line -> "; the last it said: " + line).orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new SearchNodeException("the data of a search node in " + folder + " cannot be removed", e);
        }
    }

    @Override
    public synchronized String toString() {
        return "SearchNode[" + url + (isRunning() ? "" : ", not running") + "]";
    }
}
