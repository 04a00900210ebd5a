package dev.leat.cli;

import dev.leat.admin.Change;
import dev.leat.admin.Outcome;
import dev.leat.admin.PartitionState;
import dev.leat.admin.Plan;
import dev.leat.admin.Refusal;
import dev.leat.admin.TopicSpec;
import dev.leat.admin.TopicState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;

/** What commands about topics and access tell programs, as maps and lists for {@link JsonText#line}. */
final class AdminJson {
    private AdminJson() {}

    static Map<String, Object> plan(Plan plan, List<Refusal> foreseen) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scope", lower(plan.scope()));
        json.put("empty", plan.isEmpty());
        json.put("changes", all(plan.changes(), AdminJson::change));
        json.put("wouldBeRefused", all(foreseen, AdminJson::refusal));
        json.put("notes", plan.notes());
        return json;
    }

    static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("complete", outcome.complete());
        json.put("done", all(outcome.done(), AdminJson::change));
        json.put("refused", all(outcome.refused(), AdminJson::refusal));
        json.put("left", all(outcome.left(), AdminJson::change));
        return json;
    }

    static List<Map<String, @Nullable Object>> topics(Collection<TopicState> topics) {
        return all(topics, AdminJson::topic);
    }

    static List<Map<String, Object>> rights(Collection<AclBinding> rights) {
        return all(rights, AdminJson::right);
    }

    private static Map<String, Object> refusal(Refusal refusal) {
        Map<String, Object> json = change(refusal.change());
        json.put("reason", refusal.reason());
        return json;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", lower(change.kind()));
        if (change instanceof Change.CreateTopic create) {
            json.put("change", "create-topic");
            json.putAll(spec(create.topic()));
        } else if (change instanceof Change.AddPartitions more) {
            topicChange(json, "add-partitions", more.topic());
            json.put("from", more.from());
            json.put("to", more.to());
        } else if (change instanceof Change.SetConfig set) {
            topicChange(json, "set-config", set.topic());
            json.put("name", set.key());
            putIfKnown(json, "from", set.from());
            json.put("to", set.to());
        } else if (change instanceof Change.ResetConfig reset) {
            topicChange(json, "reset-config", reset.topic());
            json.put("name", reset.key());
            json.put("from", reset.from());
        } else if (change instanceof Change.DeleteTopic delete) {
            topicChange(json, "delete-topic", delete.topic());
        } else if (change instanceof Change.Grant grant) {
            json.put("change", "grant");
            json.putAll(right(grant.right()));
        } else if (change instanceof Change.Revoke revoke) {
            json.put("change", "revoke");
            json.putAll(right(revoke.right()));
        } else {
            topicChange(json, "none", change.subject());
            json.put("text", change.text());
        }
        return json;
    }

    private static void topicChange(Map<String, Object> json, String change, String topic) {
        json.put("change", change);
        json.put("topic", topic);
    }

    private static Map<String, Object> spec(TopicSpec topic) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", topic.name());
        topic.partitions().ifPresent(count -> json.put("partitions", count));
        topic.replication().ifPresent(count -> json.put("replication", count));
        json.put("config", topic.config());
        return json;
    }

    private static Map<String, @Nullable Object> topic(TopicState topic) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("topic", topic.name());
        json.put("internal", topic.internal());
        json.put("partitionCount", topic.partitions().size());
        json.put("replication", topic.replication());
        json.put("config", topic.configVisible() ? topic.config() : null);
        json.put("partitions", all(topic.partitions(), AdminJson::partition));
        return json;
    }

    private static Map<String, Object> partition(PartitionState partition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partition", partition.number());
        partition.leader().ifPresent(leader -> json.put("leader", leader));
        json.put("replicas", partition.replicas());
        json.put("inSync", partition.inSync());
        return json;
    }

    private static Map<String, Object> right(AclBinding right) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("principal", right.entry().principal());
        json.put("host", right.entry().host());
        json.put("permission", lower(right.entry().permissionType()));
        json.put("operation", lower(right.entry().operation()));
        json.put("resource", lower(right.pattern().resourceType()));
        json.put("name", right.pattern().name());
        json.put("pattern", lower(right.pattern().patternType()));
        return json;
    }

    private static void putIfKnown(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <T, J> List<J> all(Collection<? extends T> values, Function<T, J> json) {
        return values.stream().map(json).toList();
    }
}
