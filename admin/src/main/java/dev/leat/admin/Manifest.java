package dev.leat.admin;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;

/**
 * The topics that a cluster should have, and who may use them. From YAML files or from code; immutable and safe for many threads.
 *
 * <pre>{@code
 * domain: example.internal
 * defaults: {partitions: 12, replication: 3}
 * owns: ["orders*"]
 * topics:
 *   - name: orders
 *     config: {retention.ms: 604800000}
 *   - name: orders.dead
 *     partitions: 3
 * access:
 *   - app: billing
 *     subnets: [publishing]
 *     read: [orders]
 *     write: [orders.dead]
 * }</pre>
 *
 * <p>Several files are one manifest. A topic may stand in several of them, as long as they agree; and the file of an app may have all that
 * is the app's under {@code kafka}. The whole format is in docs/admin.md.
 *
 * @since 0.1
 */
public final class Manifest {
    private final Map<String, TopicSpec> topics;
    private final List<Access> access;
    private final List<String> owned;
    private final @Nullable String domain;

    Manifest(Map<String, TopicSpec> topics, List<Access> access, List<String> owned, @Nullable String domain) {
        this.topics = new LinkedHashMap<>(topics);
        this.access = List.copyOf(access);
        this.owned = List.copyOf(owned);
        this.domain = domain;
    }

    /**
     * Reads files and folders; of a folder those that end in {@code .yaml}, {@code .yml} or {@code .json}, but not what is in folders
     * inside it.
     *
     * @throws ManifestException naming everything that cannot be read or meant like this, with file and line
     */
    public static Manifest read(Collection<Path> filesAndFolders) {
        ManifestReader reader = new ManifestReader();
        filesAndFolders.forEach(reader::path);
        return reader.manifest();
    }

    /**
     * Reads a text.
     *
     * @throws ManifestException naming everything that cannot be meant like this, with its line
     */
    public static Manifest parse(String yaml) {
        ManifestReader reader = new ManifestReader();
        reader.text("manifest", "manifest", yaml);
        return reader.manifest();
    }

    /** To make one in code. */
    public static ManifestBuilder builder() {
        return new ManifestBuilder();
    }

    /**
     * The same for another domain of certificates: environments differ in it.
     *
     * @throws IllegalArgumentException if that is no domain
     */
    public Manifest withDomain(String domain) {
        String problem = Names.domainProblem(domain);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return new Manifest(topics, access, owned, domain);
    }

    /** In the order of the files. */
    public Collection<TopicSpec> topics() {
        return List.copyOf(topics.values());
    }

    /** In the order of the files. */
    public List<Access> access() {
        return access;
    }

    /**
     * Names of topics, or with {@code *} at their end how they begin, of which this manifest knows all: what else is on the cluster under
     * such a name is surplus. None unless given.
     */
    public List<String> owned() {
        return owned;
    }

    /** Of the certificates of apps. */
    public Optional<String> domain() {
        return Optional.ofNullable(domain);
    }

    /**
     * What follows from {@link #access()}, as Kafka has it; each once.
     *
     * @throws ManifestException if apps have access and there is no domain
     */
    public Set<AclBinding> rights() {
        Set<AclBinding> rights = new LinkedHashSet<>();
        for (Access each : access) {
            if (domain == null && each.holder().needsDomain()) {
                throw new ManifestException(List.of(each.holder()
                        + " has access by its certificates, which needs their domain; give the manifest 'domain: ...',"
                        + " or set it with withDomain, on the command line with --domain"));
            }
            rights.addAll(each.bindings(domain));
        }
        return rights;
    }

    Map<String, TopicSpec> topicsByName() {
        return topics;
    }

    /** Whether it says of a topic's name all there is to say. */
    boolean owns(String topic) {
        return owned.stream().anyMatch(pattern -> Names.matches(pattern, topic));
    }

    /** Whether rights of that principal are this manifest's to give. */
    boolean concerns(String principal) {
        return access.stream().anyMatch(each -> each.holder().owns(principal, domain));
    }

    @Override
    public String toString() {
        return "Manifest" + topics.keySet();
    }
}
