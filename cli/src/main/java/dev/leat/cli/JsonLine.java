package dev.leat.cli;

import tools.jackson.databind.json.JsonMapper;

/** Results for programs: one line of JSON. */
final class JsonLine {
    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonLine() {}

    /** @param value maps, lists, texts, numbers, truth values, null */
    static String of(Object value) {
        return JSON.writeValueAsString(value);
    }
}
