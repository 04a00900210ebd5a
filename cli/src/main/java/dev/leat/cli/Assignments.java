package dev.leat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Members of a configuration as they are written on a command line, {@code limits.ceiling=500}, as a JSON Merge Patch (RFC 7396). */
final class Assignments {
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern SLASH = Pattern.compile("/");

    private Assignments() {}

    /**
     * @param assignments a name and a value each; the name is a path with dots, or a JSON Pointer with slashes; the value is JSON, or else the text that it is
     * @param before what they change
     * @throws CommandException naming one that cannot be meant; none of their values, which may be secrets
     */
    static ObjectNode patch(List<String> assignments, JsonNode before) {
        ObjectNode patch = JsonText.object();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new CommandException(
                        "a change has no name and value with '=' between them; write it like ceiling=500", null);
            }
            String name = assignment.substring(0, equals);
            String text = assignment.substring(equals + 1);
            JsonNode value = JsonText.parse(text).orElseGet(() -> patch.stringNode(text));
            put(patch, name, path(name), value, before);
        }
        return patch;
    }

    private static List<String> path(String name) {
        if (!name.startsWith("/")) {
            return List.of(DOT.split(name, -1));
        }
        List<String> path = new ArrayList<>();
        for (String part : SLASH.split(name.substring(1), -1)) {
            path.add(part.replace("~1", "/").replace("~0", "~"));
        }
        return path;
    }

    private static void put(ObjectNode patch, String name, List<String> path, JsonNode value, JsonNode before) {
        ObjectNode place = patch;
        JsonNode there = before;
        for (String part : path.subList(0, path.size() - 1)) {
            there = there.path(part);
            if (there.isArray()) {
                throw new CommandException(
                        "'" + name + "' goes into an array at '" + part
                                + "', which can be replaced as a whole only; write it like names=[\"a\",\"b\"]",
                        null);
            }
            JsonNode next = place.get(part);
            if (next == null) {
                next = place.putObject(part);
            }
            if (!(next instanceof ObjectNode object)) {
                throw twice(name);
            }
            place = object;
        }
        if (place.putIfAbsent(path.get(path.size() - 1), value) != null) {
            throw twice(name);
        }
    }

    private static CommandException twice(String name) {
        return new CommandException("'" + name + "' is given twice, or is part of another that is; give it once", null);
    }
}
