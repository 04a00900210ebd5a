package dev.leat.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignorTest {
    private static final Turns TURNS = new Turns(Duration.ofSeconds(1), 1, null);
    private static final SimulatedProcess PROCESS =
            new SimulatedProcess("one", TURNS, new Broker(TURNS, Instant.EPOCH, true), new Stops(TURNS));

    private static Member member(String id, String... topics) {
        return new Member(id, PROCESS, Set.of(topics), null, 0);
    }

    private static Set<TopicPartition> partitions(String topic, int number) {
        Set<TopicPartition> all = new LinkedHashSet<>();
        for (int i = 0; i < number; i++) {
            all.add(new TopicPartition(topic, i));
        }
        return all;
    }

    @Test
    void aMemberThatComesTakesNoMoreThanItsShare() {
        Member one = member("one", "a");
        Member two = member("two", "a");
        Assignor.assign(List.of(one), partitions("a", 5), Set.of());
        Set<TopicPartition> before = Set.copyOf(one.target());

        Assignor.assign(List.of(one, two), partitions("a", 5), Set.of());

        assertThat(one.target()).hasSize(3).isSubsetOf(before);
        assertThat(two.target()).hasSize(2);
    }

    @Test
    void aPartitionGoesToNobodyWhoHasNotSubscribedIt() {
        Member one = member("one", "a");
        Member two = member("two", "b");
        Set<TopicPartition> all = partitions("a", 4);
        all.addAll(partitions("b", 1));
        all.addAll(partitions("c", 1));

        Assignor.assign(List.of(one, two), all, Set.of());

        assertThat(one.target()).hasSize(4);
        assertThat(two.target()).containsExactly(new TopicPartition("b", 0));
    }

    @Test
    void afterAnyChangesEachPartitionHasOneOwnerAndSharesAreEven() {
        Random random = new Random(1);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            if (members.isEmpty() || (random.nextBoolean() && members.size() < 6)) {
                members.add(member("member-" + i, "a"));
            } else {
                members.remove(random.nextInt(members.size()));
            }
            int number = random.nextInt(12);
            Set<TopicPartition> withheld = number > 3 ? Set.of(new TopicPartition("a", 2)) : Set.of();

            Assignor.assign(members, partitions("a", number), withheld);

            Set<TopicPartition> owned = new HashSet<>();
            int all = number - withheld.size();
            for (Member member : members) {
                assertThat(member.target().size())
                        .isBetween(all / members.size(), -Math.floorDiv(-all, members.size()));
                member.target()
                        .forEach(partition -> assertThat(owned.add(partition)).isTrue());
            }
            if (!members.isEmpty()) {
                owned.addAll(withheld);
                assertThat(owned).hasSize(all + withheld.size());
            }
        }
    }
}
