package dev.leat.flow.core;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How many bytes JSON has in UTF-8, without writing it. */
final class JsonSize {
    private JsonSize() {}

    /**
     * @param most as soon as it is known to be more, the rest is not looked at
     * @return the size, or some number above {@code most}
     */
    static long of(JsonNode json, long most) {
        if (json.isObject()) {
            return ofObject(json, most);
        }
        if (json.isArray()) {
            return ofArray(json, most);
        }
        if (json.isString()) {
            return ofText(json.stringValue(), most);
        }
        return json.isInt() || json.isLong()
                ? ofWhole(json.longValue())
                : json.isNull() ? 4 : json.asString().length();
    }

    private static long ofObject(JsonNode object, long most) {
        long size = 1L + Math.max(1, object.size()); // brackets and commas
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            size += 1 + ofText(member.getKey(), most - size);
            size += of(member.getValue(), most - size);
            if (size > most) {
                return size;
            }
        }
        return size;
    }

    private static long ofArray(JsonNode array, long most) {
        long size = 1L + Math.max(1, array.size());
        for (int i = 0; i < array.size() && size <= most; i++) {
            size += of(array.get(i), most - size);
        }
        return size;
    }

    private static long ofWhole(long number) {
        long size = number < 0 ? 2 : 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            size++;
        }
        return size;
    }

    private static long ofText(String text, long most) {
        long size = 2;
        for (int i = 0; i < text.length() && size <= most; i++) {
            size += ofChar(text.charAt(i));
        }
        return size;
    }

    private static int ofChar(char c) {
        if (c < ' ') {
            return c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r' ? 2 : 6;
        }
        if (c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3; // two surrogates are one character of four bytes
    }
}
