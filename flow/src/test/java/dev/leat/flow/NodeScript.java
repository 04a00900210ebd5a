package dev.leat.flow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A script of {@code src/test/node/interop} in a process of its own; talks as {@code lines.cjs} says. For one thread. */
final class NodeScript implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Path log;
    private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();

    private NodeScript(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static NodeScript run(String script, Map<String, String> settings) throws IOException, InterruptedException {
        Path folder = NodeModules.folder();
        Path log = folder.resolve(script + "-" + NUMBERS.incrementAndGet() + ".log");
        Process process = new ProcessBuilder("node", script, JSON.writeValueAsString(settings))
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        NodeScript running = new NodeScript(process, log);
        Thread reader = new Thread(running::read, "node-" + script);
        reader.setDaemon(true);
        reader.start();
        return running;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            // It was ended; who waits for more will see that.
        }
    }

    void tell(Object... words) throws IOException {
        process.getOutputStream().write((JSON.writeValueAsString(words) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** All that it says until this word, which is the last. */
    List<JsonNode> await(String word) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        do {
            JsonNode next = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("node does not say '" + word + "' but " + all + "; its log:\n" + log());
            }
            all.add(next);
        } while (!all.get(all.size() - 1).path(0).stringValue().equals(word));
        return all;
    }

    /** Its exit value. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("node does not end; its log:\n" + log());
        }
        return process.exitValue();
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
