package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KafkaJsPartitionerTest {
    private static final Node BROKER = new Node(0, "localhost", 9092);
    private static final int[] COUNTS = {1, 2, 3, 6, 12, 1000};

    private final KafkaJsPartitioner partitioner = new KafkaJsPartitioner();

    /** See {@code src/test/node/partitions.cjs}. */
    @Test
    void keysGoWhereKafkaJsPutsThem() {
        List<JsonNode> vectors = Vectors.all("partitions.jsonl");
        List<Cluster> clusters = IntStream.of(COUNTS)
                .mapToObj(count -> cluster(count, partition -> true))
                .toList();
        SoftAssertions softly = new SoftAssertions();

        assertThat(vectors).hasSizeGreaterThan(400);
        for (JsonNode vector : vectors) {
            byte[] key = HexFormat.of().parseHex(vector.path(0).stringValue());
            softly.assertThat(KafkaJsPartitioner.hash(key))
                    .isEqualTo(vector.path(1).intValue());
            for (int i = 0; i < COUNTS.length; i++) {
                softly.assertThat(partition(key, clusters.get(i)))
                        .isEqualTo(vector.path(2 + i).intValue());
            }
        }
        softly.assertAll();
    }

    @Test
    void keysGoToTheirPartitionAlsoWhileItHasNoLeader() {
        Cluster cluster = cluster(6, partition -> partition != 1);

        assertThat(partition(new byte[] {'a'}, cluster)).isEqualTo(1);
    }

    @Test
    void messagesWithoutKeyTakeTurnsOnPartitionsWithALeader() {
        Cluster cluster = cluster(4, partition -> partition % 2 == 1);

        List<Integer> partitions =
                IntStream.range(0, 6).mapToObj(i -> partition(null, cluster)).toList();

        assertThat(Set.copyOf(partitions)).containsExactlyInAnyOrder(1, 3);
        assertThat(partitions.subList(2, 4)).isEqualTo(partitions.subList(0, 2));
        assertThat(partitions.subList(4, 6)).isEqualTo(partitions.subList(0, 2));
    }

    @Test
    void messagesWithoutKeyTakeTurnsOnAllPartitionsIfNoneHasALeader() {
        Cluster cluster = cluster(3, partition -> false);

        assertThat(IntStream.range(0, 3).mapToObj(i -> partition(null, cluster)))
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void turnsAreTakenAcrossThreads() throws Exception {
        int threads = 4;
        int each = 3_000;
        Cluster cluster = cluster(3, partition -> true);
        CountDownLatch ready = new CountDownLatch(threads);
        Callable<List<Integer>> sends = () -> {
            ready.countDown();
            ready.await();
            return IntStream.range(0, each)
                    .mapToObj(i -> partition(null, cluster))
                    .toList();
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Integer> partitions = new ArrayList<>();

        try {
            List<Future<List<Integer>>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(sends));
            }
            for (Future<List<Integer>> future : futures) {
                partitions.addAll(future.get());
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(partitions.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                .isEqualTo(Map.of(0, 4_000L, 1, 4_000L, 2, 4_000L));
    }

    private int partition(byte @Nullable [] key, Cluster cluster) {
        return partitioner.partition("events", key, key, null, null, cluster);
    }

    private static Cluster cluster(int partitions, Function<Integer, Boolean> led) {
        List<PartitionInfo> infos = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(
                        "events", partition, led.apply(partition) ? BROKER : null, new Node[] {BROKER}, new Node[] {
                            BROKER
                        }))
                .toList();
        return new Cluster("cluster", List.of(BROKER), infos, Set.of(), Set.of());
    }
}
