package dev.leat.cli;

import dev.leat.core.tools.GroupDescription;
import dev.leat.core.tools.GroupMember;
import dev.leat.core.tools.PartitionLag;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A group in words and numbers, for people or for programs. */
final class GroupText {
    private static final String NONE = "-";
    private static final double MILLIS_PER_SECOND = 1_000;

    private GroupText() {}

    static void print(GroupDescription group, PrintStream out) {
        out.println(group.id() + ": " + group.type() + ", " + group.state() + ", " + members(group)
                + (group.coordinator().isEmpty() ? "" : ", kept by " + group.coordinator()));
        out.println(lag(group));
        if (!group.partitions().isEmpty()) {
            out.println();
            TextTable table = new TextTable(out, "TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "WAITS", "MEMBER");
            for (PartitionLag partition : group.partitions()) {
                table.row(
                        partition.topic(),
                        partition.partition(),
                        text(partition.committed()),
                        partition.end(),
                        text(partition.lagRecords()),
                        partition.age().map(Spans::text).orElse(NONE),
                        partition.member().orElse(NONE));
            }
            table.end();
        }
    }

    private static String members(GroupDescription group) {
        return group.members().isEmpty()
                ? "nobody in it"
                : Texts.number(group.members().size(), "member");
    }

    private static String lag(GroupDescription group) {
        String lag = Texts.number(group.lagRecords(), "record") + " behind";
        return group.age()
                .map(age -> lag + ", the oldest of them has waited for " + Spans.text(age))
                .orElse(lag);
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : NONE;
    }

    static ObjectNode json(GroupDescription group) {
        ObjectNode node = JsonText.object();
        node.put("group", group.id());
        node.put("type", group.type());
        node.put("state", group.state());
        node.put("assignor", group.assignor());
        node.put("coordinator", group.coordinator());
        node.put("lagRecords", group.lagRecords());
        putSeconds(node, group.age());
        ArrayNode members = node.putArray("members");
        for (GroupMember member : group.members()) {
            ObjectNode entry = members.addObject();
            entry.put("id", member.id());
            entry.put("clientId", member.clientId());
            entry.put("host", member.host());
            member.instance().ifPresent(instance -> entry.put("instance", instance));
            ArrayNode partitions = entry.putArray("partitions");
            member.partitions().forEach(partition -> partitions.add(partition.toString()));
        }
        ArrayNode partitions = node.putArray("partitions");
        for (PartitionLag partition : group.partitions()) {
            ObjectNode entry = partitions.addObject();
            entry.put("topic", partition.topic());
            entry.put("partition", partition.partition());
            put(entry, "committed", partition.committed());
            entry.put("beginning", partition.beginning());
            entry.put("end", partition.end());
            put(entry, "lagRecords", partition.lagRecords());
            putSeconds(entry, partition.age());
            partition.member().ifPresent(member -> entry.put("member", member));
        }
        return node;
    }

    private static void put(ObjectNode node, String name, OptionalLong number) {
        if (number.isPresent()) {
            node.put(name, number.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    private static void putSeconds(ObjectNode node, Optional<Duration> age) {
        age.ifPresentOrElse(
                span -> node.put("lagSeconds", span.toMillis() / MILLIS_PER_SECOND), () -> node.putNull("lagSeconds"));
    }
}
