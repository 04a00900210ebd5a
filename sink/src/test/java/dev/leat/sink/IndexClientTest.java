package dev.leat.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leat.core.Leat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IndexClientTest {
    /** What is at an address by mistake may send for ever. */
    @Test
    void anAnswerWithoutAnEndIsCutOffAndTold() throws Exception {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> sent.complete(sendForEver(exchange)));
        server.start();
        try (Leat leat = Leat.create("localhost:1")) {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            SearchIndex index =
                    SearchIndex.at(url).timeout(Duration.ofSeconds(20)).build();
            IndexClient client = new IndexClient(index, leat.surroundings());

            IndexAwayException failure =
                    catchThrowableOfType(IndexAwayException.class, () -> client.get("/", () -> true));

            assertThat(failure)
                    .hasMessage(
                            "the index at " + url
                                    + " answers with more than 16 MiB, which no index does; is it OpenSearch or Elasticsearch?");
            // Some of it lies in buffers on the way.
            assertThat(sent.get(20, TimeUnit.SECONDS)).isBetween(16L << 20, 64L << 20);
        } finally {
            server.stop(0);
        }
    }

    /** How much it was until nobody took more. */
    private static long sendForEver(HttpExchange exchange) {
        byte[] blanks = new byte[1 << 16];
        long sent = 0;
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (sent < 1L << 30) {
                out.write(blanks);
                sent += blanks.length;
            }
        } catch (IOException e) {
            // That is the end it waits for.
        }
        return sent;
    }
}
