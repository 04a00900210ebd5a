package dev.leat.admin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;

/** The differences between the topics of a manifest and those of a cluster. */
final class TopicComparison {
    /** How topics begin that are for programs, be it Kafka or others. They are nobody's surplus. */
    private static final String HIDDEN = "__";

    private TopicComparison() {}

    /**
     * @param existing of the manifest's topics those that there are, by name
     * @param names of all topics but Kafka's own
     */
    static List<Change> changes(Manifest manifest, Map<String, TopicState> existing, Collection<String> names) {
        List<Change> changes = new ArrayList<>();
        for (TopicSpec wanted : manifest.topics()) {
            TopicState found = existing.get(wanted.name());
            if (found == null) {
                changes.add(new Change.CreateTopic(wanted));
            } else {
                partitions(wanted, found).ifPresent(changes::add);
                replication(wanted, found).ifPresent(changes::add);
                config(wanted, found, changes);
            }
        }
        names.stream()
                .filter(name -> manifest.owns(name) && !name.startsWith(HIDDEN))
                .filter(name -> !manifest.topicsByName().containsKey(name))
                .forEach(name -> changes.add(new Change.DeleteTopic(name)));
        return changes;
    }

    private static Optional<Change> partitions(TopicSpec wanted, TopicState found) {
        int is = found.partitions().size();
        int shall = wanted.partitions().orElse(is);
        if (shall == is) {
            return Optional.empty();
        }
        return Optional.of(
                shall > is
                        ? new Change.AddPartitions(wanted.name(), is, shall)
                        : new Change.Impossible(
                                wanted.name(),
                                "partitions " + is + " -> " + shall + ": Kafka cannot take partitions away; set"
                                        + " partitions to " + is + ", or make the topic anew"));
    }

    private static Optional<Change> replication(TopicSpec wanted, TopicState found) {
        int is = found.replication();
        int shall = wanted.replication().orElse(is);
        return shall == is
                ? Optional.empty()
                : Optional.of(new Change.Impossible(
                        wanted.name(),
                        "replication " + is + " -> " + shall + ": that means to move data between brokers, which Leat"
                                + " does not; use kafka-reassign-partitions, or set replication to " + is));
    }

    private static void config(TopicSpec wanted, TopicState found, List<Change> changes) {
        wanted.config().forEach((key, value) -> {
            Optional<ConfigEntry> own = found.own(key);
            if (own.isEmpty()) {
                changes.add(new Change.SetConfig(wanted.name(), key, null, value));
            } else {
                String now = String.valueOf(own.get().value());
                if (!same(own.get().type(), value, now)) {
                    changes.add(new Change.SetConfig(wanted.name(), key, now, value));
                }
            }
        });
        found.config().forEach((key, value) -> {
            if (!wanted.config().containsKey(key)) {
                changes.add(new Change.ResetConfig(wanted.name(), key, value));
            }
        });
    }

    /** Whether Kafka would take the two texts for the same: it writes values its own way when it tells them. */
    static boolean same(ConfigType type, String wanted, String found) {
        return switch (type) {
            case BOOLEAN -> wanted.strip().equalsIgnoreCase(found.strip());
            case INT, SHORT, LONG, DOUBLE -> sameNumber(wanted, found);
            case LIST -> entries(wanted).equals(entries(found));
            default -> wanted.strip().equals(found.strip());
        };
    }

    private static boolean sameNumber(String one, String other) {
        try {
            return new BigDecimal(one.strip()).compareTo(new BigDecimal(other.strip())) == 0;
        } catch (NumberFormatException e) {
            return false; // Kafka will say what is wrong with it
        }
    }

    private static List<String> entries(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }
}
