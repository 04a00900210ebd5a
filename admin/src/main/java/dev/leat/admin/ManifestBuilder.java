package dev.leat.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link Manifest} says. For one thread. */
public final class ManifestBuilder {
    private final Map<String, TopicSpec> topics = new LinkedHashMap<>();
    private final List<Access> access = new ArrayList<>();
    private final List<String> owned = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private @Nullable String domain;

    ManifestBuilder() {}

    /** A topic that should be there. */
    public ManifestBuilder topic(TopicSpec topic) {
        if (topics.putIfAbsent(topic.name(), topic) != null) {
            problems.add("topic '" + topic.name() + "' is given twice; keep one");
        }
        return this;
    }

    /** Who may use topics, these or others. */
    public ManifestBuilder access(Access more) {
        note(more.problem());
        access.add(more);
        return this;
    }

    /** Of topics with that name, or with {@code *} at its end of all that begin like it, this manifest knows all. */
    public ManifestBuilder owns(String pattern) {
        note(Names.topicsProblem(pattern));
        owned.add(pattern);
        return this;
    }

    /** Of the certificates of apps. Needed as soon as {@link Access#app} is used. */
    public ManifestBuilder domain(String domain) {
        note(Names.domainProblem(domain));
        this.domain = domain;
        return this;
    }

    /** @throws ManifestException naming everything that cannot be */
    public Manifest build() {
        if (!problems.isEmpty()) {
            throw new ManifestException(problems);
        }
        return new Manifest(topics, access, owned, domain);
    }

    private void note(@Nullable String problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }
}
