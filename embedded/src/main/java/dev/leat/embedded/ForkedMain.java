package dev.leat.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** Program of a child JVM: one node, told by lines on standard input what to do. See {@link ForkedNode}. */
final class ForkedMain {
    static final String ANSWER = "leat-embedded: ";
    static final String READY = "ready";
    static final String LEAVE = "leave";
    static final String STOP = "stop";

    private ForkedMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Its language is the machine's, whatever that of the parent; and the broker does not run in every one: see
        // BrokerLanguage.
        Locale.setDefault(Locale.ROOT);
        var parent = System.out;
        // Loggers that write to standard output must not mix with the answers.
        System.setOut(System.err);
        var commands = new LinkedBlockingQueue<String>();
        var reader = new Thread(() -> read(commands), "leat-embedded-commands");
        reader.setDaemon(true);
        reader.start();
        serve(commands, parent);
    }

    private static void serve(BlockingQueue<String> commands, PrintStream parent) throws InterruptedException {
        try {
            var node = new BrokerNode(settings(commands.take()));
            node.start();
            answer(parent, READY);
            for (var command = commands.take(); ; command = commands.take()) {
                var words = command.split(" ", 2);
                var timeout = Duration.parse(words[1]);
                if (words[0].equals(STOP)) {
                    node.stop(timeout);
                    break;
                }
                node.leave(timeout);
                answer(parent, "left");
            }
            Runtime.getRuntime().halt(0);
        } catch (Throwable e) {
            // Errors too: without an answer the parent would wait, for the broker's threads keep this JVM alive.
            e.printStackTrace();
            answer(parent, e.toString().lines().collect(Collectors.joining(" ")));
            Runtime.getRuntime().halt(1);
        }
    }

    private static void read(BlockingQueue<String> commands) {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
            }
        } catch (IOException e) {
            // The same as the end of input.
        }
        // The parent is gone. Nobody needs a controlled shutdown any more.
        Runtime.getRuntime().halt(1);
    }

    private static void answer(PrintStream parent, String text) {
        parent.println(ANSWER + text);
        parent.flush();
    }

    private static Map<String, String> settings(String encoded) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)));
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
