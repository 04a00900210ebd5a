package dev.leat.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may read and write what, and as which group. Immutable: each method returns a changed copy, and replaces what was said before.
 *
 * <pre>{@code
 * Access.app("billing", "publishing").reads("orders", "prices.*").writes("orders.dead")
 * }</pre>
 *
 * <p>Names of topics, groups and transactions that end in {@code *} stand for all that begin alike; {@code *} alone for all. For
 * everybody named and every host this becomes: READ and WRITE on topics (which include DESCRIBE), READ and DESCRIBE_CONFIGS on groups
 * (members ask for their session timeout), WRITE on transactions.
 *
 * @since 0.1
 */
public final class Access {
    private static final List<String> ANY_HOST = List.of(Names.REST);

    private final Holder holder;
    private final Map<Use, List<String>> uses;
    private final List<String> hosts;

    private Access(Holder holder, Map<Use, List<String>> uses, List<String> hosts) {
        this.holder = holder;
        this.uses = Collections.unmodifiableMap(uses);
        this.hosts = hosts;
    }

    /**
     * For an app with a client certificate in each subnet, whose subject is {@code CN=app.subnet.domain}; see {@link #principal(String,
     * String, String)}. The domain is the manifest's.
     *
     * @throws IllegalArgumentException if a name cannot be, or there is no subnet
     */
    public static Access app(String app, String... subnets) {
        refuse(Names.appProblem(app));
        List<String> in = checked(subnets, Names::subnetProblem);
        if (in.isEmpty()) {
            throw new IllegalArgumentException("app '" + app + "' has no subnet; name at least one");
        }
        return new Access(new Holder.App(app, in), new EnumMap<>(Use.class), ANY_HOST);
    }

    /**
     * For whom the brokers know under this name, such as {@code User:alice} with SASL.
     *
     * @throws IllegalArgumentException if that is no principal
     */
    public static Access principal(String principal) {
        refuse(Names.principalProblem(principal));
        return new Access(new Holder.Named(principal), new EnumMap<>(Use.class), ANY_HOST);
    }

    /** The principal of an app's certificate in a subnet: {@code User:CN=app.subnet.domain}. */
    public static String principal(String app, String subnet, String domain) {
        return "User:CN=" + app + "." + subnet + "." + domain;
    }

    /** @throws IllegalArgumentException if no topic can have such a name */
    public Access reads(String... topics) {
        return with(Use.READ, checked(topics, Names::topicsProblem));
    }

    /** @throws IllegalArgumentException if no topic can have such a name */
    public Access writes(String... topics) {
        return with(Use.WRITE, checked(topics, Names::topicsProblem));
    }

    /**
     * The consumer groups it may be a member of. Default for an app that reads: the group of its own name. Who is named by a principal
     * and reads must say it; none at all is for those who read without a group.
     *
     * @throws IllegalArgumentException if one cannot be a name
     */
    public Access groups(String... groups) {
        return with(Use.JOIN, checked(groups, Names::idProblem));
    }

    /**
     * The transactional ids it may write under. Default none.
     *
     * @throws IllegalArgumentException if one cannot be a name
     */
    public Access transactions(String... ids) {
        return with(Use.COMMIT, checked(ids, Names::idProblem));
    }

    /**
     * The IP addresses it may come from; {@code *}, the default, is any.
     *
     * @throws IllegalArgumentException if one is no address, or there is none: then nothing would be allowed
     */
    public Access hosts(String... addresses) {
        List<String> from = checked(addresses, Names::hostProblem);
        if (from.isEmpty()) {
            throw new IllegalArgumentException(
                    holder + " has no hosts, so nothing would be allowed; name some, or leave it out for any");
        }
        return new Access(holder, uses, from);
    }

    /** What is wrong with it as a whole, and how to put it right, or null. */
    @Nullable
    String problem() {
        if (uses.values().stream().allMatch(List::isEmpty)) {
            return holder + " may do nothing; say what it reads or writes, or leave it out";
        }
        return reads() && !uses.containsKey(Use.JOIN) && holder.usualGroups().isEmpty()
                ? holder + " reads, but as which group? Say groups; an empty list is for reading without one"
                : null;
    }

    Holder holder() {
        return holder;
    }

    /**
     * All rights, each once.
     *
     * @param domain null only if it is not needed
     */
    Set<AclBinding> bindings(@Nullable String domain) {
        Set<AclBinding> all = new LinkedHashSet<>();
        for (String principal : holder.principals(domain)) {
            for (String host : hosts) {
                for (Use use : Use.values()) {
                    for (String name : names(use)) {
                        for (AclOperation operation : use.operations()) {
                            all.add(new AclBinding(
                                    resource(use, name),
                                    new AccessControlEntry(principal, host, operation, AclPermissionType.ALLOW)));
                        }
                    }
                }
            }
        }
        return all;
    }

    /** Those that it names in full. */
    Set<String> topics() {
        Set<String> all = new LinkedHashSet<>(names(Use.READ));
        all.addAll(names(Use.WRITE));
        all.removeIf(Names::isPrefix);
        return all;
    }

    private Access with(Use use, List<String> names) {
        Map<Use, List<String>> more = new EnumMap<>(Use.class);
        more.putAll(uses);
        more.put(use, names);
        return new Access(holder, more, hosts);
    }

    private boolean reads() {
        return !uses.getOrDefault(Use.READ, List.of()).isEmpty();
    }

    private List<String> names(Use use) {
        List<String> otherwise = use == Use.JOIN && reads() ? holder.usualGroups() : List.of();
        return uses.getOrDefault(use, otherwise);
    }

    /** Kafka's name for all is a literal star. */
    private static ResourcePattern resource(Use use, String name) {
        return Names.isPrefix(name) && name.length() > 1
                ? new ResourcePattern(use.resource(), Names.fixed(name), PatternType.PREFIXED)
                : new ResourcePattern(use.resource(), name, PatternType.LITERAL);
    }

    private static List<String> checked(String[] names, Check check) {
        List<String> each = new ArrayList<>(new LinkedHashSet<>(List.of(names)));
        each.forEach(name -> refuse(check.problem(name)));
        return List.copyOf(each);
    }

    private static void refuse(@Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Access access
                && holder.equals(access.holder)
                && uses.equals(access.uses)
                && hosts.equals(access.hosts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(holder, uses, hosts);
    }

    @Override
    public String toString() {
        return holder + ": reads " + names(Use.READ) + ", writes " + names(Use.WRITE) + ", groups " + names(Use.JOIN)
                + ", transactions " + names(Use.COMMIT) + ", from " + hosts;
    }
}
