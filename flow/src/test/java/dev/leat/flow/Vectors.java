package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the scripts in {@code src/test/node} have printed. */
final class Vectors {
    private Vectors() {}

    /** Never empty. */
    static List<JsonNode> of(String kind) {
        List<JsonNode> vectors = all("wire.jsonl").stream()
                .filter(vector -> vector.path(0).stringValue().equals(kind))
                .toList();
        assertThat(vectors).isNotEmpty();
        return vectors;
    }

    static List<JsonNode> all(String file) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(file), file)) {
            JsonMapper mapper = JsonMapper.shared();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(mapper::readTree)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
