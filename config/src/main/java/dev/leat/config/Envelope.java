package dev.leat.config;

import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Revisions as JSON that a console shows. */
enum Envelope implements Serde<Revision> {
    INSTANCE;

    static final int FORMAT = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // 10.0 stays 10.0, and a long number keeps its digits
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static JsonMapper mapper() {
        return MAPPER;
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Revision revision) {
        ObjectNode all = Canonical.empty();
        all.put("format", FORMAT);
        all.put("namespace", revision.namespace());
        all.put("version", revision.version());
        all.put("id", revision.id());
        all.put("author", revision.author());
        all.put("reason", revision.reason());
        all.put("time", revision.time().toString());
        revision.rollbackOf().ifPresent(version -> all.put("rollbackOf", version));
        revision.selector().ifPresent(selector -> all.set("selector", selector.json()));
        all.put("hash", revision.hash());
        all.set("values", revision.valuesOrNull());
        return MAPPER.writeValueAsBytes(all);
    }

    /** @throws SerdeException naming what is wrong, never a value */
    @Override
    public Revision deserialize(String topic, Headers headers, byte[] bytes) {
        JsonNode all = read(bytes);
        int format = all.path("format").asInt(0);
        if (format != FORMAT) {
            throw new SerdeException("it is no configuration of format " + FORMAT
                    + (format > FORMAT ? ", but of format " + format + ", which a later version has written" : ""));
        }
        Revision revision = new Revision(
                text(all, "namespace"),
                number(all, "version"),
                text(all, "id"),
                text(all, "author"),
                text(all, "reason"),
                time(all),
                all.has("rollbackOf") ? (Long) number(all, "rollbackOf") : null,
                all.has("selector") ? Selector.of(all.path("selector")) : null,
                values(all));
        if (!revision.hash().equals(text(all, "hash"))) {
            throw new SerdeException("its hash is not that of its values; somebody has changed it by hand");
        }
        return revision;
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new SerdeException("it is no JSON"
                    + (e.getLocation() == null
                            ? ""
                            : ": malformed in line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr()));
        }
    }

    private static String text(JsonNode all, String name) {
        JsonNode node = all.path(name);
        if (!node.isString()) {
            throw new SerdeException("its member " + name + " is missing, or no text");
        }
        return node.stringValue();
    }

    private static long number(JsonNode all, String name) {
        JsonNode node = all.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
            throw new SerdeException("its member " + name + " is missing, or no number from 1 on");
        }
        return node.longValue();
    }

    private static Instant time(JsonNode all) {
        try {
            return Instant.parse(text(all, "time"));
        } catch (DateTimeException e) {
            throw new SerdeException("its member time is no instant of ISO 8601");
        }
    }

    private static @Nullable ObjectNode values(JsonNode all) {
        JsonNode values = all.path("values");
        if (values.isNull()) {
            return null;
        }
        if (values instanceof ObjectNode object) {
            return object;
        }
        throw new SerdeException("its member values is neither an object nor null");
    }
}
