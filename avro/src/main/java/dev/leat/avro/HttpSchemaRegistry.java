package dev.leat.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.leat.core.SerdeException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * A registry that speaks Confluent's REST interface. Everything that it says stays true, so each thing is asked once.
 *
 * <p>What of its refusals cannot pass: that a schema is against the rules of its subject (409, 422), and, after some patience, that there
 * is no schema of an id (404 with code 40403). All others are somebody's to mend, or mend themselves.
 */
final class HttpSchemaRegistry implements SchemaRegistry {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int CODE_NO_SUBJECT = 40401;
    private static final int CODE_NO_SCHEMA = 40403;
    private static final int MOST_REFERENCES = 1_000;
    private static final int LONGEST_QUOTE = 300;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryHttp http;
    private final Patience patience;
    private final AskOnce<Integer, Schema> schemas = new AskOnce<>();
    private final AskOnce<Entry, Integer> registered = new AskOnce<>();
    private final AskOnce<Entry, Integer> found = new AskOnce<>();

    HttpSchemaRegistry(RegistryHttp http, Patience patience) {
        this.http = http;
        this.patience = patience;
    }

    private record Entry(String subject, Schema schema) {}

    @Override
    public Schema schema(int id) {
        return schemas.of(id, () -> askForSchema(id));
    }

    @Override
    public int register(String subject, Schema schema) {
        return registered.of(new Entry(subject, schema), () -> askToRegister(subject, schema));
    }

    @Override
    public int find(String subject, Schema schema) {
        return found.of(new Entry(subject, schema), () -> askToFind(subject, schema));
    }

    private Schema askForSchema(int id) {
        RegistryHttp.Answer answer = http.get("/schemas/ids/" + id);
        if (answer.status() == NOT_FOUND && code(answer) == CODE_NO_SCHEMA) {
            throw unknown(id, answer);
        }
        JsonNode body = success(answer, "schema " + id);
        patience.isKnown(id);
        String kind = body.path("schemaType").asText("AVRO");
        if (!kind.equals("AVRO")) {
            throw new SerdeException("schema " + id + " of the registry is not Avro, but " + quoted(kind));
        }
        try {
            // As they were registered: names and defaults were the business of the registry and of those who wrote.
            Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
            parseReferences(body, parser, new HashSet<>());
            return parser.parse(text(body, answer));
        } catch (AvroRuntimeException e) {
            throw new SerdeException("schema " + id + " of the registry is none that Avro can read", e);
        }
    }

    private RuntimeException unknown(int id, RegistryHttp.Answer answer) {
        String what = "schema registry " + answer.from() + " has no schema " + id;
        return patience.isOver(id)
                ? new SerdeException(what + ": the value is of another registry, or has no such header at all")
                : new SchemaRegistryException(what + "; it may not have heard of it yet", answer.status());
    }

    /** Types that a schema takes from others stand before it, and theirs before them. */
    private void parseReferences(JsonNode body, Schema.Parser parser, Set<String> seen) {
        for (JsonNode reference : body.path("references")) {
            String subject = reference.path("subject").asText();
            int version = reference.path("version").asInt();
            if (!seen.add(version + " of " + subject)) {
                continue;
            }
            if (seen.size() > MOST_REFERENCES) {
                throw new SerdeException("the schema refers to more than " + MOST_REFERENCES + " others");
            }
            RegistryHttp.Answer answer = http.get("/subjects/" + encoded(subject) + "/versions/" + version);
            JsonNode other = success(answer, "version " + version + " of " + quoted(subject));
            parseReferences(other, parser, seen);
            parser.parse(text(other, answer));
        }
    }

    private int askToRegister(String subject, Schema schema) {
        String what = "schema " + schema.getFullName() + " for subject " + subject;
        RegistryHttp.Answer answer = http.post("/subjects/" + encoded(subject) + "/versions", question(schema));
        if (answer.status() == CONFLICT || answer.status() == UNPROCESSABLE) {
            throw new SerdeException("schema registry " + answer.from() + " refuses " + what + ": "
                    + (answer.status() == CONFLICT ? "it does not go together with earlier versions" : "it is invalid")
                    + message(answer));
        }
        return id(answer, what);
    }

    private int askToFind(String subject, Schema schema) {
        String what = "schema " + schema.getFullName() + " for subject " + subject;
        RegistryHttp.Answer answer = http.post("/subjects/" + encoded(subject), question(schema));
        int code = code(answer);
        if (answer.status() == NOT_FOUND && (code == CODE_NO_SUBJECT || code == CODE_NO_SCHEMA)) {
            throw new SchemaRegistryException(
                    "schema registry " + answer.from() + " does not have " + what
                            + "; register it, or let the serde do so",
                    answer.status());
        }
        return id(answer, what);
    }

    private static int id(RegistryHttp.Answer answer, String what) {
        JsonNode id = success(answer, what).path("id");
        if (!id.canConvertToInt()) {
            throw notOurs(answer);
        }
        return id.intValue();
    }

    private static String question(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }

    private static String text(JsonNode body, RegistryHttp.Answer answer) {
        String text = body.path("schema").textValue();
        if (text == null) {
            throw notOurs(answer);
        }
        return text;
    }

    private static JsonNode success(RegistryHttp.Answer answer, String what) {
        if (answer.status() != OK) {
            throw new SchemaRegistryException(
                    "schema registry " + answer.from() + ", asked for " + what + ", answered " + answer.status()
                            + message(answer) + remedy(answer.status()),
                    answer.status());
        }
        JsonNode body = json(answer);
        if (!body.isObject()) {
            throw notOurs(answer);
        }
        return body;
    }

    private static SchemaRegistryException notOurs(RegistryHttp.Answer answer) {
        return new SchemaRegistryException(
                "what answers at " + answer.from() + " is no schema registry; check the address and its path",
                answer.status());
    }

    private static String remedy(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return "; check basicAuth and what that user may do";
        }
        if (status == NOT_FOUND) {
            return "; check the address and its path";
        }
        return status / 100 == 3 ? "; it sends elsewhere, where no credentials are sent: give that address" : "";
    }

    private static int code(RegistryHttp.Answer answer) {
        return json(answer).path("error_code").asInt();
    }

    /** What the registry says about schemas, shortened; it does not know values. */
    private static String message(RegistryHttp.Answer answer) {
        String text = json(answer).path("message").asText();
        return text.isEmpty() ? "" : " (" + quoted(text) + ")";
    }

    private static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static JsonNode json(RegistryHttp.Answer answer) {
        try {
            JsonNode node = JSON.readTree(answer.body());
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
