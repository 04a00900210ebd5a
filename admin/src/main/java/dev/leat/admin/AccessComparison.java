package dev.leat.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The differences between the access that a manifest gives and the access control lists of a cluster. */
final class AccessComparison {
    private AccessComparison() {}

    static List<Change> changes(Manifest manifest, Set<AclBinding> existing) {
        Set<AclBinding> wanted = manifest.rights();
        Set<ResourcePattern> named = named(manifest, wanted);
        List<Change> changes = new ArrayList<>();
        for (AclBinding right : wanted) {
            if (!existing.contains(right)) {
                changes.add(new Change.Grant(right));
            }
        }
        for (AclBinding right : existing) {
            boolean ours = named.contains(right.pattern())
                    || manifest.concerns(right.entry().principal());
            if (ours && !wanted.contains(right)) {
                changes.add(new Change.Revoke(right));
            }
        }
        return changes;
    }

    /** What the manifest names in full or by its beginning. Not what stands for all: that is not one manifest's affair. */
    private static Set<ResourcePattern> named(Manifest manifest, Set<AclBinding> wanted) {
        Set<ResourcePattern> named = new HashSet<>();
        wanted.forEach(right -> named.add(right.pattern()));
        named.removeIf(pattern -> pattern.name().equals(Names.REST));
        manifest.topics()
                .forEach(
                        topic -> named.add(new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL)));
        return named;
    }

    /**
     * Topics that somebody has access to and nobody has made: perhaps misspelt.
     *
     * @param names of all topics on the cluster
     */
    static List<String> notes(Manifest manifest, Collection<String> names) {
        Set<String> unknown = new LinkedHashSet<>();
        manifest.access().forEach(access -> unknown.addAll(access.topics()));
        unknown.removeAll(manifest.topicsByName().keySet());
        unknown.removeAll(names);
        return unknown.stream()
                .map(topic -> "topic '" + topic
                        + "' is neither in the manifest nor, as far as this login can see, on the cluster; check its"
                        + " name")
                .toList();
    }
}
