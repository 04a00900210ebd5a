package dev.leat.cli;

import dev.leat.core.RecordId;
import dev.leat.core.tools.Letter;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Dead letters for people or for programs. */
final class LetterText {
    private static final String NONE = "-";
    private static final int LONGEST_ERROR = 100;

    private LetterText() {}

    static TextTable table(PrintStream out) {
        return new TextTable(out, "LETTER", "GIVEN UP", "FROM", "KEY", "ATTEMPTS", "REPLAYED", "ERROR");
    }

    static void row(Letter letter, FormatOptions formats, TextTable table) {
        table.row(
                letter.id().partition() + "@" + letter.id().offset(),
                time(letter),
                letter.origin().map(RecordId::toString).orElse(NONE),
                Texts.line(text(letter.key(), formats.keys())),
                attempts(letter),
                letter.replayed() ? "yes" : "no",
                shortened(error(letter)));
    }

    /** Nobody reads nanoseconds. */
    private static String time(Letter letter) {
        return letter.time().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String attempts(Letter letter) {
        OptionalInt attempts = letter.attempts();
        return attempts.isPresent() ? Integer.toString(attempts.getAsInt()) : NONE;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR - 3) + "...";
    }

    /** The class without its package. */
    private static String error(Letter letter) {
        String name = letter.exception()
                .map(exception -> exception.substring(exception.lastIndexOf('.') + 1))
                .orElse(NONE);
        return Texts.line(letter.message().map(message -> name + ": " + message).orElse(name));
    }

    /** A letter with all that is in it, on several lines. */
    static void print(Letter letter, FormatOptions formats, PrintStream out) {
        out.println(letter.id());
        line(
                out,
                "given up",
                time(letter)
                        + letter.group().map(group -> " by " + group).orElse("")
                        + (letter.attempts().isPresent()
                                ? ", after " + Texts.number(letter.attempts().getAsInt(), "attempt")
                                : ""));
        line(out, "replayed", (letter.replayed() ? "yes" : "no") + before(letter.replays()));
        line(
                out,
                "from",
                letter.origin().map(RecordId::toString).orElse(NONE)
                        + letter.originTimestamp().map(time -> ", of " + time).orElse(""));
        line(out, "error", letter.exception().orElse(NONE));
        letter.message().ifPresent(message -> line(out, "", Texts.harmless(message)));
        line(out, "key", text(letter.key(), formats.keys()));
        line(out, "headers", letter.ownHeaders().isEmpty() ? NONE : HeaderText.line(letter.ownHeaders()));
        line(out, "value", text(letter.value(), formats.values()));
    }

    private static String before(int replays) {
        return replays == 0 ? "" : ", and " + Texts.number(replays, "time") + " before it died this time";
    }

    private static void line(PrintStream out, String name, String text) {
        out.println("  " + name + " ".repeat(10 - name.length()) + text);
    }

    private static String text(byte @Nullable [] bytes, Format format) {
        return bytes == null ? "null" : format.text(bytes);
    }

    /** @param complete with headers and value */
    static String json(Letter letter, FormatOptions formats, boolean complete) {
        ObjectNode node = JsonText.object();
        node.put("topic", letter.id().topic());
        node.put("partition", letter.id().partition());
        node.put("offset", letter.id().offset());
        node.put("time", letter.time().toString());
        letter.origin().ifPresent(origin -> {
            ObjectNode from = node.putObject("origin");
            from.put("topic", origin.topic());
            from.put("partition", origin.partition());
            from.put("offset", origin.offset());
            letter.originTimestamp().ifPresent(time -> from.put("timestamp", time.toString()));
        });
        put(node, "group", letter.group());
        if (letter.attempts().isPresent()) {
            node.put("attempts", letter.attempts().getAsInt());
        }
        node.put("replays", letter.replays());
        node.put("replayed", letter.replayed());
        put(node, "exception", letter.exception());
        put(node, "message", letter.message());
        JsonText.put(node, "key", letter.key(), formats.keys());
        if (complete) {
            HeaderText.put(node, letter.ownHeaders());
            JsonText.put(node, "value", letter.value(), formats.values());
        }
        return JsonText.line(node);
    }

    private static void put(ObjectNode node, String name, Optional<String> text) {
        text.ifPresent(present -> node.put(name, present));
    }
}
