package dev.leat.searchnode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * Program of the node's JVM: starts one node on 127.0.0.1, says its address in one line on standard output, and ends when its standard input
 * does, which comes with the death of whoever has started it. See {@link SearchNode}, the only class beside it that knows its words.
 */
final class NodeMain {
    /** Without access control: it is reached from this machine alone, and holds what tests and demos have made up. */
    private static final class SingleNode extends Node {
        SingleNode(Environment environment, Collection<Class<? extends Plugin>> plugins) {
            super(environment, plugins, false);
        }

        String address() {
            TransportAddress address = injector()
                    .getInstance(HttpServerTransport.class)
                    .boundAddress()
                    .publishAddress();
            return "http://" + address.getAddress() + ":" + address.getPort();
        }
    }

    private NodeMain() {}

    public static void main(String[] arguments) {
        // What OpenSearch writes must not mix with the answer.
        PrintStream parent = System.out;
        System.setOut(System.err);
        try {
            run(arguments, parent);
        } catch (Throwable e) {
            // Errors too: the node's threads would keep this JVM alive, and the parent waiting.
            e.printStackTrace();
            parent.println(SearchNode.FAILED + e.toString().lines().findFirst().orElse(""));
            parent.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    @SuppressWarnings("try") // the node is closed by the end of this JVM
    private static void run(String[] arguments, PrintStream parent) throws Exception {
        Path data = null;
        String port = "0";
        List<Path> leftovers = new ArrayList<>();
        Settings.Builder more = Settings.builder();
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        while (!words.isEmpty()) {
            String option = words.pop();
            switch (option) {
                case SearchNode.DATA -> data = Path.of(words.pop());
                case SearchNode.PORT -> port = words.pop();
                case SearchNode.REMOVE -> leftovers.add(Path.of(words.pop()));
                case SearchNode.SETTING -> {
                    String[] setting = words.pop().split("=", 2);
                    more.put(setting[0], setting[1]);
                }
                default ->
                    throw new IllegalArgumentException("unknown option '" + option + "'; there are "
                            + List.of(SearchNode.DATA, SearchNode.PORT, SearchNode.REMOVE, SearchNode.SETTING));
            }
        }
        Path home = Files.createTempDirectory("leat-searchnode-");
        Path config = Files.createDirectory(home.resolve("config"));
        Settings settings = Settings.builder()
                .put("path.home", home)
                .put("path.data", data == null ? home.resolve("data") : data)
                .put("path.logs", home.resolve("logs"))
                .put("cluster.name", "leat")
                .put("node.name", "leat-1")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                // A disk that is almost full is no reason for a node of a test to refuse documents.
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .put(more.build())
                .build();
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "leat-1");
        SingleNode node = new SingleNode(environment, List.of(Netty4Plugin.class));
        node.start();
        // Of a node that has been here before the shards come back after the start.
        node.client()
                .admin()
                .cluster()
                .prepareHealth()
                .setWaitForNoInitializingShards(true)
                .setWaitForYellowStatus()
                .setTimeout(TimeValue.timeValueSeconds(60))
                .get();
        parent.println(SearchNode.READY + node.address());
        parent.flush();
        awaitEndOfInput();
        node.close();
        leftovers.add(home);
        for (Path folder : leftovers) {
            remove(folder);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here
            }
        } catch (IOException e) {
            // the same as the end
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
