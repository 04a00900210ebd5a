package dev.leat.searchnode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SearchNodeTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void keepsWhatItHasConfirmedThoughItIsFrozenAndKilled() throws Exception {
        try (SearchNode node = SearchNode.start("http.max_content_length=1mb")) {
            assertThat(ask(node, "GET", "/", "", 20).body()).contains("\"distribution\" : \"opensearch\"");
            assertThat(create(node)).isEqualTo(201);
            assertThat(create(node)).isEqualTo(409);
            assertThat(ask(node, "POST", "/logs/_doc", "x".repeat(2 << 20), 20).statusCode())
                    .isEqualTo(413);

            node.freeze();
            assertThatThrownBy(() -> ask(node, "GET", "/", "", 1)).isInstanceOf(HttpTimeoutException.class);
            node.thaw();
            assertThat(create(node)).isEqualTo(409);

            var before = node.url();
            node.kill();
            assertThat(node.isRunning()).isFalse();
            node.restart();
            assertThat(node.url()).isEqualTo(before);
            assertThat(create(node)).isEqualTo(409);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "has no /proc, which tells the state of a process")
    void isStillAsSoonAsItIsFrozen() throws Exception {
        try (SearchNode node = SearchNode.start()) {
            Path state = ProcessHandle.current()
                    .children()
                    .map(child -> Path.of("/proc", Long.toString(child.pid()), "stat"))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < 100; i++) {
                node.freeze();
                assertThat(Files.readString(state)).contains(") T ");
                node.thaw();
            }
        }
    }

    @Test
    void saysWhatToDoWhereOpenSearchIsNot(@TempDir Path empty) {
        System.setProperty(SearchNode.LIB_PROPERTY, empty.toString());
        try {
            assertThatThrownBy(SearchNode::start)
                    .isInstanceOf(SearchNodeException.class)
                    .hasMessageContaining(empty.toString())
                    .hasMessageContaining("mvn process-classes -pl searchnode");
        } finally {
            System.clearProperty(SearchNode.LIB_PROPERTY);
        }
    }

    @Test
    void saysWhyItDoesNotStart() {
        assertThatThrownBy(() -> SearchNode.start("no.such.setting=1"))
                .isInstanceOf(SearchNodeException.class)
                .hasMessageContaining("no.such.setting");
    }

    private int create(SearchNode node) throws IOException, InterruptedException {
        return ask(node, "PUT", "/logs/_create/1", "{\"message\":\"one\"}", 20).statusCode();
    }

    private HttpResponse<String> ask(SearchNode node, String method, String path, String body, int seconds)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.url().resolve(path))
                .timeout(Duration.ofSeconds(seconds))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
