package dev.leat.cli;

import dev.leat.core.tools.ResetPlan;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What resetting a group does, for people or for programs. */
final class ResetText {
    private ResetText() {}

    static void print(ResetPlan plan, boolean done, PrintStream out) {
        TextTable table = new TextTable(out, "TOPIC", "PARTITION", "FROM", "TO");
        for (ResetPlan.Move move : plan.moves()) {
            table.row(
                    move.topic(),
                    move.partition(),
                    move.from().isPresent() ? Long.toString(move.from().getAsLong()) : "-",
                    move.to());
        }
        table.end();
        out.println();
        out.println(String.format(
                Locale.ROOT,
                done
                        ? "Done: the group '%s' passes over %s and handles %,d again."
                        : "Nothing was changed: the group '%s' would pass over %s and handle %,d again.",
                plan.group(),
                Texts.number(plan.skipped(), "record"),
                plan.repeated()));
        out.flush();
    }

    static ObjectNode json(ResetPlan plan, boolean done) {
        ObjectNode node = JsonText.object();
        node.put("group", plan.group());
        node.put("done", done);
        node.put("skipped", plan.skipped());
        node.put("repeated", plan.repeated());
        ArrayNode partitions = node.putArray("partitions");
        for (ResetPlan.Move move : plan.moves()) {
            ObjectNode entry = partitions.addObject();
            entry.put("topic", move.topic());
            entry.put("partition", move.partition());
            if (move.from().isPresent()) {
                entry.put("from", move.from().getAsLong());
            } else {
                entry.putNull("from");
            }
            entry.put("to", move.to());
        }
        return node;
    }
}
