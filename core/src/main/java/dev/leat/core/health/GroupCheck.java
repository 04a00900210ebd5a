package dev.leat.core.health;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.PartitionProgress;
import dev.leat.core.internal.Refusal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a group does its work: that it has not ended by itself, that its thread for Kafka answers, and that no partition stands still which
 * has something to do. A group that is stopped or paused is well. Immutable settings: each method returns a changed copy.
 *
 * @since 0.1
 */
public final class GroupCheck implements Check {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Comparator<PartitionProgress> BY_PLACE =
            Comparator.comparing(PartitionProgress::topic).thenComparingInt(PartitionProgress::partition);

    private final ConsumerGroup group;
    private final Duration standing;
    private final Optional<Duration> lag;
    private final boolean namesKeys;

    private GroupCheck(ConsumerGroup group, Duration standing, Optional<Duration> lag, boolean namesKeys) {
        this.group = group;
        this.standing = standing;
        this.lag = lag;
        this.namesKeys = namesKeys;
    }

    /** Warns of a partition that has stood still for a minute. */
    public static GroupCheck of(ConsumerGroup group) {
        return new GroupCheck(group, Duration.ofMinutes(1), Optional.empty(), false);
    }

    /** Warns of a partition whose oldest unfinished record has been at hand for this long. */
    public GroupCheck warnStanding(Duration after) {
        return new GroupCheck(group, positive("warnStanding", after), lag, namesKeys);
    }

    /** Warns if the oldest unfinished record of a partition was made longer ago than this, by its timestamp. Default not. */
    public GroupCheck warnLag(Duration after) {
        return new GroupCheck(group, standing, Optional.of(positive("warnLag", after)), namesKeys);
    }

    /** Warnings of a partition that stands still name the key of its oldest unfinished record. Default not: keys may be about people. */
    public GroupCheck namesKeys() {
        return new GroupCheck(group, standing, lag, true);
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new ConfigurationException("health", name + " is " + duration + ", must be longer than zero");
        }
        return duration;
    }

    boolean isOf(ConsumerGroup other) {
        return group == other;
    }

    @Override
    public Finding check() throws InterruptedException {
        GroupState state = group.state();
        Optional<Throwable> failure = group.failure();
        if (failure.isPresent()) {
            return Finding.critical("ended by itself: " + failure.get().getMessage());
        }
        return switch (state) {
            case INITIALISING -> Finding.warning("Kafka has not answered since the group was built" + trouble());
            case STOPPED, STOPPING, CLOSING, CLOSED -> Finding.ok(state.name().toLowerCase(Locale.ROOT));
            case STARTING, CONSUMING -> running(state);
        };
    }

    private Finding running(GroupState state) throws InterruptedException {
        Optional<List<PartitionProgress>> answer = group.progress(ANSWER);
        if (answer.isEmpty()) {
            return Finding.critical("its thread for Kafka has not answered within " + ANSWER);
        }
        if (state == GroupState.STARTING) {
            return Finding.warning("no partitions assigned yet" + trouble());
        }
        List<PartitionProgress> all = answer.get();
        List<String> problems = all.stream()
                .filter(this::isBad)
                .sorted(BY_PLACE)
                .map(this::problem)
                .toList();
        return problems.isEmpty() ? Finding.ok(summary(all)) : Finding.warning(String.join("; ", problems));
    }

    /** With what it takes, where that is known. */
    private String trouble() {
        return group.trouble()
                .map(reason -> ": "
                        + Refusal.in(reason).map(Refusal::remedy).orElseGet(() -> String.valueOf(reason.getMessage())))
                .orElse("");
    }

    private boolean isBad(PartitionProgress one) {
        return !one.paused() && (isStanding(one) || isLate(one));
    }

    private boolean isStanding(PartitionProgress one) {
        return one.standing().compareTo(standing) >= 0;
    }

    private boolean isLate(PartitionProgress one) {
        return lag.isPresent()
                && one.lagTime().isPresent()
                && one.lagTime().get().compareTo(lag.get()) > 0;
    }

    private String problem(PartitionProgress one) {
        if (!one.hasBegun()) {
            return one.topic() + "-" + one.partition() + " has not begun for " + seconds(one.standing())
                    + " s; the log of dev.leat.core says what it waits for";
        }
        String place = one.topic() + "-" + one.partition() + "@" + one.next();
        String behind = one.lag().isPresent() ? one.lag().getAsLong() + " records behind" : "lag unknown";
        String late = one.lagTime().map(time -> ", " + seconds(time) + " s").orElse("");
        String still = isStanding(one)
                ? " has not moved for " + seconds(one.standing()) + " s"
                        + (namesKeys
                                ? one.key()
                                        .map(key -> ", key '" + shortened(key) + "'")
                                        .orElse("")
                                : "")
                : " is late";
        return place + still + " (" + behind + late + ")";
    }

    static String summary(List<PartitionProgress> all) {
        String partitions = "consuming " + all.size() + (all.size() == 1 ? " partition, " : " partitions, ");
        long unknown = all.stream().filter(one -> one.lag().isEmpty()).count();
        if (!all.isEmpty() && unknown == all.size()) {
            return partitions + "lag not known yet";
        }
        long records = all.stream().mapToLong(one -> one.lag().orElse(0)).sum();
        Duration time = all.stream()
                .map(one -> one.lagTime().orElse(Duration.ZERO))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return partitions + (unknown == 0 ? "" : "lag of " + unknown + " not known yet, the others ") + records
                + " records and " + seconds(time) + " s behind";
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(500).toSeconds();
    }

    private static String shortened(String key) {
        String printable = key.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 64 ? printable : printable.substring(0, 64) + "…";
    }

    @Override
    public String toString() {
        return "GroupCheck[" + group.id() + "]";
    }
}
