package dev.leat.sink;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From records to documents. Every record becomes one: what is no JSON object becomes the message of one, with a tag. Stateless; safe for use
 * by many threads.
 */
final class Documents {
    static final String TIMESTAMP = "@timestamp";
    static final String MESSAGE = "message";
    static final String TAGS = "tags";
    static final String LABELS = "labels";
    /** Where it is from. */
    static final String KAFKA = "kafka";

    /** As Logstash has it, so that searches for it go on working. */
    static final String NOT_JSON = "_jsonparsefailure";

    static final String NO_VALUE = "_novalue";
    static final String NESTED_REFUSED = "_nestedrefused";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Numbers stay as they were written, and of two members of one name none is lost: such a text is kept as
            // text.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Also with a zone without a colon, as Log4j and Logback write it. */
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private final IndexPattern pattern;

    Documents(IndexPattern pattern) {
        this.pattern = pattern;
    }

    Document of(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode fields = parsed(record.value());
        JsonNode text = fields.get(MESSAGE);
        ObjectNode nested = text != null && text.isString() ? object(text.asString()) : null;
        if (nested == null) {
            return document(record, fields, null);
        }
        ObjectNode plain = fields.deepCopy();
        tag(plain, NESTED_REFUSED);
        return document(record, merged(fields, nested), document(record, plain, null));
    }

    private Document document(ConsumerRecord<byte[], byte[]> record, ObjectNode fields, @Nullable Document plain) {
        foldLabels(fields);
        if (!fields.has(TIMESTAMP)) {
            fields.put(TIMESTAMP, Instant.ofEpochMilli(record.timestamp()).toString());
        }
        LocalDate date = date(fields.path(TIMESTAMP), Instant.ofEpochMilli(record.timestamp()));
        String index = pattern.name(record.topic(), date, fields);
        fields.set(KAFKA, origin(record, fields.get(KAFKA)));
        String id = record.topic() + "+" + record.partition() + "+" + record.offset();
        return new Document(record, index, id, MAPPER.writeValueAsBytes(fields), plain);
    }

    private static ObjectNode parsed(byte @Nullable [] value) {
        ObjectNode fields = MAPPER.createObjectNode();
        if (value == null) {
            fields.put(MESSAGE, "");
            tag(fields, NO_VALUE);
            return fields;
        }
        try {
            if (MAPPER.readTree(value) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // Kept as text.
        }
        String text = new String(value, StandardCharsets.UTF_8);
        fields.put(MESSAGE, text);
        if (!isUtf8(value)) {
            fields.put("event.original", Base64.getEncoder().encodeToString(value));
        }
        tag(fields, NOT_JSON);
        return fields;
    }

    /** Null if the text is none. */
    private static @Nullable ObjectNode object(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") || !stripped.endsWith("}")) {
            return null;
        }
        try {
            return MAPPER.readTree(stripped) instanceof ObjectNode object && !object.isEmpty() ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** What both have stays as it was outside, but for the message, which is now the inner one if there is one; then the text is kept beside. */
    private static ObjectNode merged(ObjectNode fields, ObjectNode nested) {
        String original = fields.path(MESSAGE).asString();
        boolean isComplete = true;
        for (Map.Entry<String, JsonNode> each : nested.properties()) {
            if (each.getKey().equals(MESSAGE) || !fields.has(each.getKey())) {
                fields.set(each.getKey(), each.getValue());
            } else {
                isComplete = false;
            }
        }
        if (!isComplete && !fields.has("event.original")) {
            fields.put("event.original", original);
        }
        return fields;
    }

    /** Members such as {@code labels.user} go into {@code labels}: the index knows that as one field, which cannot be put together from parts. */
    private static void foldLabels(ObjectNode fields) {
        List<String> names = new ArrayList<>();
        fields.propertyNames().forEach(name -> {
            if (name.startsWith(LABELS + ".")) {
                names.add(name);
            }
        });
        JsonNode labels = fields.get(LABELS);
        if (!names.isEmpty() && (labels == null || labels.isObject())) {
            ObjectNode all = labels == null ? fields.putObject(LABELS) : (ObjectNode) labels;
            for (String name : names) {
                JsonNode value = fields.remove(name);
                if (value != null) {
                    all.set(name.substring(LABELS.length() + 1), value);
                }
            }
        }
    }

    /** What the document itself has under that name is kept inside, where it is not indexed. */
    private static ObjectNode origin(ConsumerRecord<byte[], byte[]> record, @Nullable JsonNode own) {
        ObjectNode origin = MAPPER.createObjectNode();
        origin.put("topic", record.topic());
        origin.put("partition", record.partition());
        origin.put("offset", record.offset());
        byte[] key = record.key();
        if (key != null) {
            origin.put(
                    "key",
                    isUtf8(key)
                            ? new String(key, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(key));
        }
        origin.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        if (own != null) {
            origin.set("original", own);
        }
        return origin;
    }

    private static void tag(ObjectNode fields, String tag) {
        JsonNode tags = fields.get(TAGS);
        ArrayNode all = MAPPER.createArrayNode();
        if (tags instanceof ArrayNode several) {
            all.addAll(several);
        } else if (tags != null && !tags.isNull()) {
            all.add(tags);
        }
        fields.set(TAGS, all.add(tag));
    }

    private static LocalDate date(JsonNode timestamp, Instant otherwise) {
        Instant time = otherwise;
        try {
            if (timestamp.isString()) {
                return local(timestamp.asString());
            }
            if (timestamp.isIntegralNumber() && timestamp.canConvertToLong()) {
                time = Instant.ofEpochMilli(timestamp.longValue());
            }
        } catch (DateTimeException e) {
            // The index will say what it thinks of it.
        }
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static LocalDate local(String text) {
        if (text.length() == "2026-11-22".length()) {
            return LocalDate.parse(text);
        }
        return INSTANT.parseBest(text, OffsetDateTime::from, LocalDateTime::from) instanceof OffsetDateTime offset
                ? offset.atZoneSameInstant(ZoneOffset.UTC).toLocalDate()
                : LocalDate.parse(text.substring(0, 10));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
