package dev.leat.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReasonTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static Reason of(String words) {
        return Reason.of(error(words));
    }

    private static ObjectNode error(String words) {
        return MAPPER.createObjectNode().put("type", "some_exception").put("reason", words);
    }

    /** {@code RejectionsIT} has those that OpenSearch 2.19 gives for documents; these come rarely, or from others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[1:34] failed to parse field [process.pid] of type [long] in document with id 'a+0+1'. Preview of field's value: 'secret' | failed to parse field [process.pid] of type [long]",
                "[1:9] object mapping for [process] tried to parse field [process] as object, but found a concrete value | object mapping for [process] tried to parse field [process] as object, but found a concrete value",
                "mapper [a.b] cannot be changed from type [long] to [text] | mapper [a.b] cannot be changed from type [long] to [text]",
                "Limit of total fields [1000] has been exceeded while adding new fields [secret] | Limit of total fields [1000] has been exceeded",
                "index [logs-1] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block]; | index [logs-1] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block]",
                "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized]; | blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized]",
                "Validation Failed: 1: this action would add [2] total shards, but this cluster currently has [1000]/[1000] maximum normal shards open; | Validation Failed: 1: this action would add [2] total shards, but this cluster currently has [1000]/[1000] maximum normal shards open",
                "rejected execution of coordinating operation [coordinating_and_primary_bytes=0, all_bytes=0] | rejected execution of coordinating operation",
                "missing authentication credentials for REST request [/_bulk?filter_path=errors] | missing authentication credentials",
                "action [indices:data/write/bulk[s]] is unauthorized for user [ann] with roles [a] on indices [b] | action [indices:data/write/bulk[s]] is unauthorized",
                "no permissions for [indices:data/write/bulk] and User [name=ann, backend_roles=[]] | no permissions for [indices:data/write/bulk]",
                "no such index [logs-1] and [action.auto_create_index] is [false] | no such index [logs-1]",
            })
    void whatIsKnownIsToldUpToWhereItMayQuote(String words, String told) {
        assertThat(of(words)).isEqualTo(new Reason("some_exception", told));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "For input string: \"secret\"",
                "failed to parse date field [secret] with format [strict_date_optional_time]",
                "Failed to parse value [secret] as only [true] or [false] are allowed.",
                "Numeric value (4815162342) out of range of int",
                "'secret' is not an IP string literal.",
                "no handler found for uri [/path/secret?key=secret] and method [PUT]",
                "secret: failed to parse field [a] of type [long]",
                "failed to parse field [a secret, with blanks] of type [long]",
                "failed to parse field [a\u001b[2J] of type [long]",
                "<html>secret</html>",
                ""
            })
    void everythingElseIsLeftOut(String words) {
        assertThat(of(words)).isEqualTo(new Reason("some_exception", ""));
    }

    @Test
    void aCauseIsToldByTheSameRules() {
        ObjectNode error = error("failed to parse field [message] of type [text] in document with id 'a'");
        error.putObject("caused_by").put("reason", "Can't get text on a START_OBJECT at 1:45");

        assertThat(Reason.of(error))
                .hasToString(
                        "some_exception: failed to parse field [message] of type [text]: Can't get text on a START_OBJECT");

        error.putObject("caused_by").put("reason", "For input string: \"secret\"");

        assertThat(Reason.of(error)).hasToString("some_exception: failed to parse field [message] of type [text]");
    }

    @Test
    void itIsShortWhateverIsAnswered() {
        String much = "x".repeat(1_000_000);

        assertThat(of("failed to parse field [" + much + "] of type [long]").words())
                .isEmpty();
        assertThat(of("failed to parse field [a] of type [long]" + much).words())
                .isEqualTo("failed to parse field [a] of type [long]");
        assertThat(Reason.of(MAPPER.createObjectNode().put("type", much))).isEqualTo(new Reason("", ""));
        assertThat(Reason.of(MAPPER.createObjectNode().put("type", "Secret!"))).isEqualTo(new Reason("", ""));
    }

    @Test
    void anErrorMayBeATextAlone() {
        assertThat(Reason.of(MAPPER.valueToTree("no such index [logs-1]")))
                .isEqualTo(new Reason("", "no such index [logs-1]"));
        assertThat(Reason.of(MAPPER.missingNode())).hasToString("");
    }
}
