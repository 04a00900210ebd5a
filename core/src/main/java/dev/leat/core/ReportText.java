package dev.leat.core;

import dev.leat.core.StartupReport.Group;
import dev.leat.core.StartupReport.Setting;
import dev.leat.core.StartupReport.Source;
import dev.leat.core.StartupReport.Topic;
import java.util.List;
import java.util.stream.Collectors;

/** Reports as people read them: at length, and in a line of the log. */
final class ReportText {
    private ReportText() {}

    static String of(StartupReport report) {
        StringBuilder text = new StringBuilder();
        if (!report.connection().isEmpty()) {
            text.append("connection\n");
            append(text, report.connection());
        }
        report.groups().forEach(group -> text.append(of(group)));
        report.findings().forEach(finding -> text.append("! ").append(finding).append('\n'));
        return text.toString();
    }

    static String of(Group group) {
        StringBuilder text = new StringBuilder("group ").append(group.id()).append('\n');
        for (Topic topic : group.topics()) {
            line(text, "topic " + topic.name(), topic.handler() + ", from " + value(topic.start()), topic.start());
        }
        append(text, group.options());
        text.append("  protocol ")
                .append(group.protocol().protocol())
                .append(": ")
                .append(group.protocol().reason())
                .append('\n');
        append(text, group.kafka());
        group.findings().forEach(finding -> text.append("  ! ").append(finding).append('\n'));
        return text.toString();
    }

    /** What was chosen; defaults are left out but for those that say how records are handled. */
    static String line(Group group) {
        return "topics="
                + group.topics().stream()
                        .map(topic -> topic.name() + "(" + topic.handler() + ")")
                        .collect(Collectors.joining(","))
                + " "
                + group.options().stream().map(ReportText::pair).collect(Collectors.joining(" "))
                + " protocol=" + group.protocol().protocol()
                + group.kafka().stream()
                        .filter(setting -> setting.source() == Source.GROUP || setting.source() == Source.CONNECTION)
                        .map(setting -> " " + pair(setting))
                        .collect(Collectors.joining());
    }

    private static String pair(Setting setting) {
        String value = value(setting);
        return setting.name() + "=" + (value.contains(" ") ? "'" + value + "'" : value)
                + (setting.source() == Source.DEFAULT ? "" : "(" + source(setting.source()) + ")");
    }

    private static void append(StringBuilder text, List<Setting> settings) {
        settings.forEach(setting -> line(text, setting.name(), value(setting), setting));
    }

    private static void line(StringBuilder text, String name, String value, Setting setting) {
        text.append("  ")
                .append(name)
                .append(": ")
                .append(value)
                .append(" (")
                .append(source(setting.source()))
                .append(")\n");
    }

    private static String value(Setting setting) {
        return setting.value().orElse("<not shown>");
    }

    private static String source(Source source) {
        return switch (source) {
            case DEFAULT -> "default";
            case GROUP -> "group";
            case CONNECTION -> "connection";
            case KAFKA -> "Kafka's default";
            case FORCED -> "Leat's own";
        };
    }
}
