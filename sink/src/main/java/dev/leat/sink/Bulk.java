package dev.leat.sink;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Documents for one request. Immutable. */
record Bulk(List<Document> documents) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** What stands around a document, roughly. */
    private static final int FRAME_BYTES = 120;

    Bulk {
        documents = List.copyOf(documents);
    }

    /** In their order, each of at most so many bytes, or of one document that has more. */
    static List<Bulk> of(List<Document> documents, long mostBytes) {
        List<Bulk> bulks = new ArrayList<>();
        List<Document> now = new ArrayList<>();
        long bytes = 0;
        for (Document document : documents) {
            int more = document.json().length + FRAME_BYTES;
            if (!now.isEmpty() && bytes + more > mostBytes) {
                bulks.add(new Bulk(now));
                now = new ArrayList<>();
                bytes = 0;
            }
            now.add(document);
            bytes += more;
        }
        if (!now.isEmpty()) {
            bulks.add(new Bulk(now));
        }
        return bulks;
    }

    int size() {
        return documents.size();
    }

    List<Bulk> halves() {
        int half = documents.size() / 2;
        return List.of(new Bulk(documents.subList(0, half)), new Bulk(documents.subList(half, documents.size())));
    }

    byte[] lines() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Document document : documents) {
            out.writeBytes(action(document));
            out.write('\n');
            out.writeBytes(document.json());
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static byte[] action(Document document) {
        // Names of indexes may have characters that JSON must have escaped; ids have none.
        String index = MAPPER.writeValueAsString(document.index());
        return ("{\"create\":{\"_index\":" + index + ",\"_id\":\"" + document.id() + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
