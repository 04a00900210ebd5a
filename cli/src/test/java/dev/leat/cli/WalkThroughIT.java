package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import dev.leat.searchnode.SearchNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the page: its commands in their order, with its files, on a broker and an index of their own. */
final class WalkThroughIT {
    private static final Path PAGE = Path.of("../docs/walk-through.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void everyCommandDoesWhatThePageSays() throws IOException, InterruptedException {
        Map<String, String> printed = new LinkedHashMap<>();
        try (Embedded kafka = Embedded.start();
                SearchNode index = SearchNode.start()) {
            Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
            while (blocks.find()) {
                String text = blocks.group(2);
                switch (blocks.group(1)) {
                    case "json" -> Files.writeString(folder.resolve("app.log"), text);
                    case "yaml" ->
                        Files.writeString(
                                folder.resolve("sink.yaml"),
                                text.replace(
                                        "http://localhost:9200", index.url().toString()));
                    case "sh" -> {
                        for (String command : text.lines().toList()) {
                            printed.put(command, run(command, kafka, index));
                        }
                    }
                    default -> throw new AssertionError("the page has a block that nobody runs: " + blocks.group(1));
                }
            }
        }

        assertThat(of(printed, "topics describe"))
                .contains("Topic: logs\tPartitionCount: 2", "Topic: conf\tPartitionCount: 1", "Leader: 1");
        assertThat(of(printed, "consume conf")).isEqualToIgnoringNewLines("{\"pageSize\":20}");
        assertThat(of(printed, "logs ship")).contains("4 lines were sent to logs");
        assertThat(of(printed, "--until-end --level error")).hasLineCount(1).contains("cannot reach the database");
        assertThat(of(printed, "hostname=web-2")).hasLineCount(1).contains("listening on 8080");
        assertThat(of(printed, "logs sink")).contains("\"hostname\"", "web-2", "4 documents indexed");
        assertThat(of(printed, "_search"))
                .contains("listening on 8081", "cannot reach the database")
                .doesNotContain("listening on 8080");
        assertThat(of(printed, "config get")).contains("50");
        assertThat(of(printed, "config history")).contains("larger screens");
    }

    private static String of(Map<String, String> printed, String part) {
        return printed.entrySet().stream()
                .filter(each -> each.getKey().contains(part))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page no longer has " + part));
    }

    private String run(String command, Embedded kafka, SearchNode index) throws IOException, InterruptedException {
        List<String> words = words(command);
        if (words.get(0).equals("curl")) {
            return curl(words, index);
        }
        assertThat(words.get(0)).isEqualTo("./leat");
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        if (arguments.equals(List.of("broker"))) {
            return ""; // the one that this test has started
        }
        arguments.addAll(List.of("--brokers", kafka.bootstrapServers()));
        Shell shell = Shell.run(arguments.toArray(String[]::new));
        assertThat(shell.exitCode()).as(command + "\n" + shell.err()).isZero();
        return shell.out();
    }

    private static String curl(List<String> words, SearchNode index) throws IOException, InterruptedException {
        String url = words.get(words.size() - 1)
                .replace("http://localhost:9200", index.url().toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(words.contains("POST") ? "POST" : "GET", HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** As a shell would have them, with the page's files where they are. */
    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            words.add(
                    word.equals("app.log") || word.equals("sink.yaml")
                            ? folder.resolve(word).toString()
                            : word);
        }
        return words;
    }
}
