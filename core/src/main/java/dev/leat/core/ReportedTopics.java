package dev.leat.core;

import dev.leat.core.StartupReport.Setting;
import dev.leat.core.StartupReport.Source;
import dev.leat.core.StartupReport.Topic;
import dev.leat.core.internal.Origin;
import java.util.List;
import java.util.stream.Collectors;

/** What a group's {@link Routing} says, as its report shows it. */
final class ReportedTopics {
    private ReportedTopics() {}

    /** @param whenUnset where topics begin that do not say it themselves, and who says so */
    static List<Topic> of(Routing.Entry entry, Origin whenUnset, Source source) {
        Setting start = Setting.of(
                "start", text(entry.topics().origin(whenUnset)), entry.topics().hasStart() ? Source.GROUP : source);
        return names(entry.topics().choice()).stream()
                .map(name -> new Topic(name, entry.kind(), start))
                .toList();
    }

    private static List<String> names(Topics.Choice choice) {
        if (choice instanceof Topics.Choice.Names some) {
            return some.topics();
        }
        if (choice instanceof Topics.Choice.Matching matching) {
            return List.of(matching.pattern().pattern());
        }
        Topics.Choice.Partitions explicit = (Topics.Choice.Partitions) choice;
        return List.of(explicit.numbers().stream()
                .map(number -> explicit.topic() + "-" + number)
                .collect(Collectors.joining(",")));
    }

    private static String text(Origin origin) {
        if (origin instanceof Origin.At at) {
            return at.time().toString();
        }
        if (origin instanceof Origin.Ago ago) {
            return ago.age() + " ago";
        }
        if (origin instanceof Origin.Latest) {
            return "latest";
        }
        return origin instanceof Origin.Earliest ? "earliest" : "none";
    }
}
