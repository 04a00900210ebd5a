package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.examples.orders.OrderSummary;
import dev.leat.searchnode.SearchNode;
import dev.leat.sink.LogSink;
import dev.leat.sink.SearchIndex;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An OpenSearch of the demo's own, and a sink that brings the log of the demo there. For one thread. */
final class LogIndex implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** In front of the day. */
    private static final String NAME = "logs-";

    private final SearchNode node;
    private final LogSink sink;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LogIndex(SearchNode node, LogSink sink) {
        this.node = node;
        this.sink = sink;
    }

    /** Starts both, which takes some seconds. */
    static LogIndex start(Leat leat, String topic) {
        SearchNode node = SearchNode.start();
        try {
            LogSink sink = LogSink.on(leat)
                    .topics(topic)
                    .group("leat-demo-" + topic)
                    .deadLetters(topic + ".dead")
                    .index(SearchIndex.at(node.url().toString()).build())
                    .build();
            sink.start();
            return new LogIndex(node, sink);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    URI url() {
        return node.url();
    }

    /** Waits until everything that was sent is in the index or among the dead letters, for a minute at most, and asks the index how much it has. */
    OrderSummary.Logs ask(OrderSummary.Logs logs) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (done() < logs.sent() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        return logs.indexed(count(), sink.counts().deadLetters());
    }

    private long done() {
        return sink.counts().indexed()
                + sink.counts().alreadyThere()
                + sink.counts().deadLetters();
    }

    private long count() throws InterruptedException {
        ask("POST", "_refresh");
        String answer = ask("GET", "_count");
        return JsonText.parse(answer)
                .map(json -> json.path("count"))
                .filter(count -> count.isIntegralNumber())
                .orElseThrow(() -> new CommandException("the index does not say how much it has: " + answer, null))
                .asLong();
    }

    private String ask(String method, String what) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.url().resolve("/" + NAME + "*/" + what))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new CommandException("the index at " + node.url() + " does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (node) {
            sink.close();
        }
    }
}
