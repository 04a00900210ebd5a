package dev.leat.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines of a log for people: when, how urgent, who, what; a stack trace below it. For any thread. */
final class LogLineText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private static final String PLAIN = "\033[0m";
    private static final String FAINT = "\033[2m";

    private final boolean colours;
    private final DateTimeFormatter time;

    LogLineText(boolean colours, ZoneId zone) {
        this.colours = colours;
        this.time = TIME.withZone(zone);
    }

    String of(LogLine line) {
        StringBuilder all = new StringBuilder();
        all.append(coloured(FAINT, time.format(line.time()))).append(' ');
        String level =
                String.format(Locale.ROOT, "%-5s", line.levelName().orElse("-").toUpperCase(Locale.ROOT));
        all.append(coloured(colour(line), Texts.line(level)));
        line.service().ifPresent(name -> all.append(' ').append(Texts.line(name)));
        line.logger().ifPresent(name -> all.append(' ').append(coloured(FAINT, Texts.line(name))));
        all.append("  ").append(harmless(line.text()));
        line.stack()
                .ifPresent(stack -> all.append('\n')
                        .append(coloured(
                                FAINT,
                                harmless(stack)
                                        .lines()
                                        .map(each -> "    " + each)
                                        .collect(Collectors.joining("\n")))));
        return all.toString();
    }

    private static String colour(LogLine line) {
        return line.level()
                .map(level -> switch (level) {
                    case TRACE, DEBUG -> FAINT;
                    case INFO -> "\033[32m";
                    case WARN -> "\033[33m";
                    case ERROR -> "\033[31m";
                    case FATAL -> "\033[1;31m";
                })
                .orElse("");
    }

    private String coloured(String colour, String text) {
        return colours && !colour.isEmpty() ? colour + text + PLAIN : text;
    }

    /** Who writes into a log must not steer the terminal of whoever reads it. */
    private static String harmless(String text) {
        return Texts.harmless(text.replace("\r", ""));
    }
}
