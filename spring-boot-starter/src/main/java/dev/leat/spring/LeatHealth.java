package dev.leat.spring;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.PartitionProgress;
import dev.leat.core.Tail;
import dev.leat.core.health.CheckState;
import dev.leat.listener.Listeners;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The health contributor {@code leat}: the brokers, each group, each broadcast, and live configuration. What checks have found last; nobody is waited for but a group's own thread, shortly. */
final class LeatHealth implements CompositeHealthContributor {
    static final String BROKERS = "brokers";
    private static final Duration ANSWER = Duration.ofMillis(500);

    private final ObjectProvider<Listeners> listeners;
    private final ObjectProvider<dev.leat.core.health.Health> health;
    private final ObjectProvider<MoreChecks> more;

    LeatHealth(
            ObjectProvider<Listeners> listeners,
            ObjectProvider<dev.leat.core.health.Health> health,
            ObjectProvider<MoreChecks> more) {
        this.listeners = listeners;
        this.health = health;
        this.more = more;
    }

    /** The name of a group's check, and of what is told of it; a slash would be a path. */
    static String check(ConsumerGroup group) {
        return "group-" + group.id().replace('/', '_');
    }

    @Override
    public Stream<Entry> stream() {
        return contributors().entrySet().stream().map(each -> new Entry(each.getKey(), each.getValue()));
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return contributors().get(name);
    }

    private Map<String, HealthContributor> contributors() {
        Map<String, HealthContributor> all = new LinkedHashMap<>();
        all.put(BROKERS, indicator(() -> found(BROKERS)));
        for (ConsumerGroup group : listeners.getObject().groups()) {
            all.put(check(group), indicator(() -> {
                Health.Builder builder = found(check(group));
                describe(group, builder);
                return builder;
            }));
        }
        for (Tail broadcast : listeners.getObject().broadcasts()) {
            all.put("broadcast-" + broadcast.name().replace('/', '_'), indicator(() -> told(broadcast)));
        }
        more.forEach(each -> each.checks().keySet().forEach(name -> all.put(name, indicator(() -> found(name)))));
        return all;
    }

    private static Health.Builder told(Tail broadcast) {
        Health.Builder builder = broadcast.failure().isPresent() ? Health.down() : Health.up();
        builder.withDetail("state", broadcast.state().name());
        broadcast.failure().ifPresent(failure -> builder.withDetail("failure", String.valueOf(failure.getMessage())));
        return builder;
    }

    private static HealthIndicator indicator(Told told) {
        return () -> told.tell().build();
    }

    private interface Told {
        Health.Builder tell();
    }

    private Health.Builder found(String check) {
        Optional<CheckState> state = health.getObject().report().checks().stream()
                .filter(each -> each.name().equals(check))
                .findFirst();
        return state.map(LeatHealth::told).orElseGet(() -> new Health.Builder().unknown());
    }

    /** A warning is no reason to take an application away: what is wrong may mend itself. So it is up, and says so. */
    static Health.Builder told(CheckState state) {
        Health.Builder builder = new Health.Builder()
                .status(
                        switch (state.status()) {
                            case OK, WARNING -> state.lastChecked().isPresent() ? Status.UP : Status.UNKNOWN;
                            case CRITICAL -> Status.DOWN;
                        })
                .withDetail("check", state.status().name().toLowerCase(Locale.ROOT))
                .withDetail("message", state.message());
        state.lastChecked().ifPresent(at -> builder.withDetail("lastChecked", at.toString()));
        return builder;
    }

    private static void describe(ConsumerGroup group, Health.Builder builder) {
        builder.withDetail("state", group.state().name());
        group.failure().ifPresent(failure -> builder.withDetail("failure", String.valueOf(failure.getMessage())));
        group.trouble().ifPresent(trouble -> builder.withDetail("trouble", String.valueOf(trouble.getMessage())));
        try {
            group.progress(ANSWER).ifPresent(partitions -> describe(partitions, builder));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void describe(List<PartitionProgress> partitions, Health.Builder builder) {
        builder.withDetail("partitions", partitions.size());
        builder.withDetail(
                "lagRecords",
                partitions.stream().mapToLong(one -> one.lag().orElse(0)).sum());
        builder.withDetail(
                "lagSeconds",
                partitions.stream()
                        .flatMap(one -> one.lagTime().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO)
                        .toSeconds());
        List<String> standing = partitions.stream()
                .filter(one -> one.standing().toSeconds() > 0)
                .map(one -> one.topic() + "-" + one.partition() + " for "
                        + one.standing().toSeconds() + " s")
                .sorted()
                .toList();
        if (!standing.isEmpty()) {
            builder.withDetail("standing", standing);
        }
        List<String> paused = partitions.stream()
                .filter(PartitionProgress::paused)
                .map(one -> one.topic() + "-" + one.partition())
                .sorted()
                .toList();
        if (!paused.isEmpty()) {
            builder.withDetail("paused", paused);
        }
    }
}
