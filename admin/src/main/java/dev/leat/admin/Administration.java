package dev.leat.admin;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Topics and access of one cluster: what there is, what a {@link Manifest} wants, and how to get from one to the other.
 *
 * <pre>{@code
 * Manifest manifest = Manifest.read(List.of(Path.of("kafka")));
 * try (Leat leat = Leat.create("localhost:9092");
 *         Administration kafka = Administration.of(leat)) {
 *     Plan plan = kafka.plan(manifest, Scope.TOPICS);
 *     System.out.println(plan);
 *     kafka.apply(plan).orThrow();
 * }
 * }</pre>
 *
 * <p>It has one connection of its own. Every question to Kafka is answered or given up within the time given to {@link #of(Leat,
 * Duration)}. Safe for use by many threads; what one of them changes may make another's plan outdated, which Kafka then refuses.
 *
 * @since 0.1
 */
public final class Administration implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Admin admin;
    private final Asking asking;
    private final KafkaTopics topics;
    private final KafkaAccess access;

    private Administration(Admin admin, Asking asking) {
        this.admin = admin;
        this.asking = asking;
        this.topics = new KafkaTopics(admin, asking);
        this.access = new KafkaAccess(admin, asking);
    }

    /** With the settings of that connection, and 15 s for every question. The caller closes both. */
    public static Administration of(Leat leat) {
        return of(leat, PATIENCE);
    }

    /**
     * With the settings of that connection. Nothing is asked yet.
     *
     * @param atMost how long each question to Kafka may take; at least 1 ms
     * @throws AdministrationException if Kafka's client cannot be made with these settings
     */
    public static Administration of(Leat leat, Duration atMost) {
        if (atMost.toMillis() < 1) {
            throw new IllegalArgumentException("atMost is " + atMost + ", must be 1 ms or more");
        }
        Map<String, Object> settings = leat.properties();
        String brokers = String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        Asking asking = new Asking(brokers, atMost);
        try {
            return new Administration(Admin.create(settings), asking);
        } catch (KafkaException e) {
            // Messages of the causes may hold settings, and those may be secrets.
            throw new AdministrationException(
                    "cannot make a client for " + brokers + ": "
                            + innermost(e).getClass().getSimpleName()
                            + "; check the address, and the settings that begin with security, ssl and sasl",
                    e);
        }
    }

    /**
     * What differs between manifest and cluster. Changes nothing.
     *
     * @throws AdministrationException if the cluster cannot be asked
     * @throws ManifestException if the manifest lacks the domain it needs
     */
    public Plan plan(Manifest manifest, Scope scope) throws InterruptedException {
        return Plan.of(scope, manifest, changes(manifest, scope), notes(manifest, scope));
    }

    /**
     * Asks the brokers what they would refuse of a plan, without doing any of it. They can tell for topics that are to be created and
     * altered, but not for removals and rights: of those it finds nothing.
     *
     * @return what would be refused, and why
     */
    public List<Refusal> rehearse(Plan plan) throws InterruptedException {
        Answers answers = new Answers(asking);
        if (plan.scope() == Scope.TOPICS) {
            topics.change(plan.changes(), true, answers);
        }
        return answers.refused();
    }

    /**
     * Carries a plan out: what is to be added and altered first, each whatever becomes of the others; then, if they are asked for and
     * nothing before was refused, removals. To apply a manifest twice does nothing the second time. Returns when the cluster shows what was
     * done.
     *
     * @return what was done, refused, and left
     */
    public Outcome apply(Plan plan) throws InterruptedException {
        List<Change> additions = new ArrayList<>(plan.changes(Change.Kind.ADD));
        additions.addAll(plan.changes(Change.Kind.ALTER));
        List<Change> left = new ArrayList<>(plan.changes(Change.Kind.IMPOSSIBLE));
        List<Change> removals = plan.changes(Change.Kind.REMOVE);
        Answers answers = new Answers(asking);
        change(plan.scope(), additions, answers);
        if (plan.removing() && answers.refused().isEmpty()) {
            change(plan.scope(), removals, answers);
        } else {
            left.addAll(removals);
        }
        awaitVisible(plan, answers.done());
        return outcome(plan, answers, left);
    }

    /** Creates topics. One that exists is refused, even if it is the same. */
    public Outcome create(TopicSpec... specs) throws InterruptedException {
        ManifestBuilder manifest = Manifest.builder();
        Arrays.stream(specs).forEach(manifest::topic);
        List<Change> changes = new ArrayList<>();
        Arrays.stream(specs).forEach(spec -> changes.add(new Change.CreateTopic(spec)));
        return apply(Plan.of(Scope.TOPICS, manifest.build(), changes, List.of()));
    }

    /** Deletes topics with all their records. One that is not there is refused. */
    public Outcome delete(Collection<String> names) throws InterruptedException {
        ManifestBuilder manifest = Manifest.builder();
        List<Change> changes = new ArrayList<>();
        for (String name : new HashSet<>(names)) {
            manifest.owns(name);
            changes.add(new Change.DeleteTopic(name));
        }
        return apply(Plan.of(Scope.TOPICS, manifest.build(), changes, List.of()).withRemovals());
    }

    /**
     * The names of all topics that this login may see, in order.
     *
     * @param internal whether Kafka's own are among them
     */
    public Set<String> topicNames(boolean internal) throws InterruptedException {
        return topics.names(internal);
    }

    /** The topics of those names, by name; without those that are not there, and without settings that this login may not see. */
    public Map<String, TopicState> topics(Collection<String> names) throws InterruptedException {
        return topics.find(names, false);
    }

    /** All rights, in no order. */
    public Set<AclBinding> rights() throws InterruptedException {
        return access.all();
    }

    /** Gives up what is asked at the moment. A second call does nothing. */
    @Override
    public void close() {
        // Without patience: it would wait for answers that nobody wants any more.
        admin.close(Duration.ZERO);
    }

    private List<Change> changes(Manifest manifest, Scope scope) throws InterruptedException {
        if (scope == Scope.ACCESS) {
            return AccessComparison.changes(manifest, access.all());
        }
        Map<String, TopicState> existing = topics.find(manifest.topicsByName().keySet(), true);
        Set<String> names = manifest.owned().isEmpty() ? Set.of() : topics.names(false);
        return TopicComparison.changes(manifest, existing, names);
    }

    private List<String> notes(Manifest manifest, Scope scope) throws InterruptedException {
        return scope == Scope.ACCESS && !manifest.access().isEmpty()
                ? AccessComparison.notes(manifest, topics.names(false))
                : List.of();
    }

    private void change(Scope scope, List<Change> changes, Answers answers) throws InterruptedException {
        if (scope == Scope.TOPICS) {
            topics.change(changes, false, answers);
        } else {
            access.change(changes, answers);
        }
    }

    /** In the order of the plan: that of Kafka's answers is none. */
    private static Outcome outcome(Plan plan, Answers answers, List<Change> left) {
        Map<Change, Integer> order = new HashMap<>();
        plan.changes().forEach(change -> order.put(change, order.size()));
        return new Outcome(
                answers.done().stream().sorted(Comparator.comparing(order::get)).toList(),
                answers.refused().stream()
                        .sorted(Comparator.comparing(refusal -> order.get(refusal.change())))
                        .toList(),
                left.stream().sorted(Comparator.comparing(order::get)).toList());
    }

    /** Controllers confirm what brokers learn a moment later. */
    private void awaitVisible(Plan plan, Collection<Change> done) throws InterruptedException {
        if (done.isEmpty()) {
            return;
        }
        Set<Change> expected = new HashSet<>(done);
        Patience patience = new Patience(Duration.ofMillis(asking.millis()));
        try {
            while (changes(plan.manifest(), plan.scope()).stream().anyMatch(expected::contains)) {
                if (!patience.pause()) {
                    return; // it is done, and will be seen
                }
            }
        } catch (AdministrationException e) {
            // Who may change it need not be allowed to see it.
        }
    }

    private static Throwable innermost(Throwable e) {
        Throwable each = e;
        while (each.getCause() != null) {
            each = each.getCause();
        }
        return each;
    }
}
