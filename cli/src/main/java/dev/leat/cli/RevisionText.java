package dev.leat.cli;

import dev.leat.config.Difference;
import dev.leat.config.Revision;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Versions of a configuration, and what differs between them, for people and for programs. */
final class RevisionText {
    /** As many as go into a cell of a table. */
    private static final int SOME = 3;

    private RevisionText() {}

    static String time(Revision revision) {
        return revision.time().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** {@code version 3 by ann at 2026-11-21T08:00:00Z (Easter)}. */
    static String headline(Revision revision) {
        return "version " + revision.version()
                + (revision.isDeleted() ? ", deleted" : "")
                + (revision.rollbackOf().isPresent()
                        ? ", version " + revision.rollbackOf().getAsLong() + " again"
                        : "")
                + revision.selector()
                        .map(some -> " for " + Texts.line(some.toString()))
                        .orElse("")
                + " by " + Texts.line(revision.author()) + " at " + time(revision)
                + (revision.reason().isEmpty() ? "" : " (" + Texts.line(revision.reason()) + ")");
    }

    static ObjectNode json(Revision revision) {
        ObjectNode node = JsonText.object()
                .put("namespace", revision.namespace())
                .put("version", revision.version())
                .put("time", revision.time().toString())
                .put("author", revision.author())
                .put("reason", revision.reason())
                .put("hash", revision.hash());
        revision.rollbackOf().ifPresent(version -> node.put("rollbackOf", version));
        revision.selector().ifPresent(some -> node.put("selector", some.toString()));
        node.set("values", revision.isDeleted() ? null : revision.values());
        return node;
    }

    /** With what has made it of the version before. */
    static ObjectNode json(Revision revision, @Nullable Revision before) {
        ObjectNode node = json(revision);
        node.set("differences", json(differences(before, revision)));
        return node;
    }

    static ArrayNode json(List<Difference> differences) {
        ArrayNode all = JsonText.object().arrayNode();
        for (Difference difference : differences) {
            ObjectNode node = all.addObject().put("path", difference.path());
            difference.before().ifPresent(value -> node.set("before", value));
            difference.after().ifPresent(value -> node.set("after", value));
        }
        return all;
    }

    /** @param before null if there was nothing */
    static List<Difference> differences(@Nullable Revision before, Revision after) {
        return before == null ? after.differencesToNothing() : after.differencesTo(before);
    }

    /** A line for each. */
    static List<String> lines(List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        for (Difference difference : differences) {
            lines.add(Texts.line(
                    difference.before().isEmpty()
                            ? "+ " + difference.path() + "  " + text(difference.after())
                            : difference.after().isEmpty()
                                    ? "- " + difference.path() + "  " + text(difference.before())
                                    : "~ " + difference.path() + "  " + text(difference.before()) + " -> "
                                            + text(difference.after())));
        }
        return lines;
    }

    /** Where they are; those that are many, in part. */
    static String places(List<Difference> differences) {
        String some = differences.stream().limit(SOME).map(Difference::toString).collect(Collectors.joining(" "));
        return Texts.line(differences.size() > SOME ? some + " and " + (differences.size() - SOME) + " more" : some);
    }

    /**
     * What each version takes the place of, by its number: the one before it that was for all.
     *
     * @param history with the newest first
     */
    static Map<Long, Revision> before(List<Revision> history) {
        Map<Long, Revision> before = new TreeMap<>();
        Revision forAll = null;
        for (int i = history.size() - 1; i >= 0; i--) {
            Revision revision = history.get(i);
            if (forAll != null) {
                before.put(revision.version(), forAll);
            }
            forAll = revision.selector().isEmpty() ? revision : forAll;
        }
        return before;
    }

    private static String text(Optional<JsonNode> value) {
        return value.map(JsonText::line).orElse("");
    }
}
