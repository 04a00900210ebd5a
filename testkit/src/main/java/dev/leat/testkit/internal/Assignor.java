package dev.leat.testkit.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Shares partitions out evenly, and leaves each where it is if that can be. The same in every run. */
final class Assignor {
    private Assignor() {}

    static void assign(List<Member> members, Set<TopicPartition> all, Set<TopicPartition> withheld) {
        Map<Member, Set<TopicPartition>> shares = new HashMap<>();
        members.forEach(member -> shares.put(member, new TreeSet<>(TopicPartitions.ORDER)));
        List<TopicPartition> free = new ArrayList<>(all);
        free.removeAll(withheld);
        free.sort(TopicPartitions.ORDER);
        for (Member member : members) {
            for (TopicPartition partition : member.target()) {
                if (isFor(member, partition) && free.remove(partition)) {
                    share(shares, member).add(partition);
                }
            }
        }
        for (TopicPartition partition : free) {
            Member least = least(members, shares, partition);
            if (least != null) {
                share(shares, least).add(partition);
            }
        }
        while (moveOne(members, shares)) {}
        shares.forEach(Member::target);
    }

    /** Each gets what the one before it had. */
    static void rotate(List<Member> members) {
        List<Set<TopicPartition>> targets = new ArrayList<>();
        members.forEach(member -> targets.add(member.beforeRecall()));
        for (int i = 0; i < members.size(); i++) {
            members.get((i + 1) % members.size()).target(targets.get(i));
        }
    }

    private static boolean moveOne(List<Member> members, Map<Member, Set<TopicPartition>> shares) {
        for (Member from : members) {
            for (TopicPartition partition : share(shares, from)) {
                Member to = least(members, shares, partition);
                if (to != null
                        && share(shares, to).size() + 1 < share(shares, from).size()) {
                    TopicPartition moved = lastFor(to, share(shares, from), partition);
                    share(shares, from).remove(moved);
                    share(shares, to).add(moved);
                    return true;
                }
            }
        }
        return false;
    }

    /** The highest goes, so that the lowest stay where they are. */
    private static TopicPartition lastFor(Member to, Set<TopicPartition> share, TopicPartition otherwise) {
        TopicPartition last = otherwise;
        for (TopicPartition partition : share) {
            if (isFor(to, partition)) {
                last = partition;
            }
        }
        return last;
    }

    private static @Nullable Member least(
            List<Member> members, Map<Member, Set<TopicPartition>> shares, TopicPartition partition) {
        return members.stream()
                .filter(member -> isFor(member, partition))
                .min(Comparator.comparingInt(member -> share(shares, member).size()))
                .orElse(null);
    }

    private static Set<TopicPartition> share(Map<Member, Set<TopicPartition>> shares, Member member) {
        return shares.getOrDefault(member, Set.of());
    }

    private static boolean isFor(Member member, TopicPartition partition) {
        return member.topics().contains(partition.topic());
    }
}
