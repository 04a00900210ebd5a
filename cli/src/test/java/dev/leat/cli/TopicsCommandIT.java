package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EmbeddedKafka
final class TopicsCommandIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private String brokers;

    @BeforeEach
    void remember(Embedded kafka) {
        brokers = kafka.bootstrapServers();
    }

    @Test
    void describeShowsWhatKafkasOwnToolShows(TestNames names) {
        String orders = names.topic("orders");

        Shell create =
                topics("create", orders, "--partitions", "2", "--replication", "1", "--set", "cleanup.policy=compact");
        Shell describe = topics("describe", orders);

        assertThat(create.exitCode()).as(create.err()).isZero();
        assertThat(create.out())
                .isEqualTo("1 done\n+ " + orders + "  create: 2 partitions, 1 replica, cleanup.policy=compact\n");
        assertThat(describe.exitCode()).as(describe.err()).isZero();
        assertThat(describe.err()).isEmpty();
        assertThat(describe.out())
                .isEqualTo("Topic: " + orders
                        + "\tPartitionCount: 2\tReplicationFactor: 1\tConfigs: cleanup.policy=compact\n"
                        + "\tTopic: " + orders + "\tPartition: 0\tLeader: 1\tReplicas: 1\tIsr: 1\n"
                        + "\tTopic: " + orders + "\tPartition: 1\tLeader: 1\tReplicas: 1\tIsr: 1\n");
    }

    @Test
    void describeWithoutNamesShowsAllButKafkasOwn(TestNames names) {
        String orders = names.topic("orders", 1);
        String bills = names.topic("bills", 1);

        assertThat(topics("describe").out())
                .contains("Topic: " + orders + "\tPartitionCount: 1", "Topic: " + bills + "\tPartitionCount: 1")
                .doesNotContain("__consumer_offsets");
    }

    @Test
    void jsonIsOneLineAndNothingElse(TestNames names) {
        String orders = names.topic("orders", 1);

        Shell describe = topics("describe", orders, "--json");
        Shell list = topics("list", "--json");

        assertThat(describe.err()).isEmpty();
        assertThat(describe.outLines())
                .containsExactly("[{\"topic\":\"" + orders
                        + "\",\"internal\":false,\"partitionCount\":1,\"replication\":1,\"config\":{},\"partitions\":"
                        + "[{\"partition\":0,\"leader\":1,\"replicas\":[1],\"inSync\":[1]}]}]");
        assertThat(list.outLines()).singleElement().asString().contains("\"topic\":\"" + orders + "\"");
    }

    @Test
    void listIsATable(TestNames names) {
        String orders = names.topic("orders", 3);

        Shell list = topics("list");

        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.outLines().get(0)).matches("TOPIC +PARTITIONS  REPLICATION");
        assertThat(list.outLines()).anyMatch(line -> line.matches(orders + " +3 +1"));
    }

    @Test
    void whatIsNotThereHasAMessageAndAnExitCode(TestNames names) {
        String orders = names.topic("orders", 1);
        String missing = names.topic("missing");

        Shell some = topics("describe", missing, orders);
        Shell none = topics("describe", missing);

        assertThat(some.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(some.out()).startsWith("Topic: " + orders);
        assertThat(some.errLines()).singleElement().asString().startsWith("leat: topic '" + missing + "' is not there");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void createAndDeleteTellWhatWasRefused(TestNames names) {
        String orders = names.topic("orders", 1);
        String bills = names.topic("bills");

        Shell create = topics("create", orders, bills);
        Shell again = topics("create", orders);
        Shell missing = topics("create", orders, bills, "--if-missing");
        Shell delete = topics("delete", orders, bills);
        Shell gone = topics("delete", orders);
        Shell exists = topics("delete", orders, "--if-exists", "--json");

        assertThat(create.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(create.errLines())
                .containsExactly("leat: refused: " + orders
                        + ": create: the brokers' partitions, the brokers' replication: it exists already; plan again to"
                        + " see how it differs");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.exitCode()).isZero();
        assertThat(missing.out()).isEqualTo("nothing to do\n");
        assertThat(delete.exitCode()).as(delete.err()).isZero();
        assertThat(gone.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(exists.exitCode()).isZero();
        assertThat(exists.out()).isEqualTo("{\"complete\":true,\"done\":[],\"refused\":[],\"left\":[]}\n");
    }

    @Test
    void aManifestIsPlannedAppliedAndWatched(TestNames names) throws IOException {
        String prefix = names.topic("own") + ".";
        assertThat(topics("create", prefix + "surplus").exitCode()).isZero();
        String manifest = manifest("""
                owns: ["OWN*"]
                topics:
                  - name: OWNorders
                    partitions: 2
                    config: {retention.ms: 60000}
                """.replace("OWN", prefix));

        Shell plan = topics("plan", manifest);
        Shell before = topics("drift", manifest, "--json");
        Shell apply = topics("apply", manifest);
        Shell surplus = topics("drift", manifest);
        Shell remove = topics("apply", manifest, "--remove", "--json");
        Shell after = topics("drift", manifest);
        Shell nothing = topics("apply", manifest);

        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.outLines())
                .containsExactly(
                        "1 to add, 1 to remove if asked for",
                        "+ " + prefix + "orders  create: 2 partitions, the brokers' replication, retention.ms=60000",
                        "- " + prefix + "surplus  delete, with all its records");
        assertThat(before.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(before.outLines())
                .containsExactly("{\"scope\":\"topics\",\"empty\":false,\"changes\":[{\"kind\":\"add\",\"change\":"
                        + "\"create-topic\",\"topic\":\"" + prefix
                        + "orders\",\"partitions\":2,\"config\":{\"retention.ms\":\"60000\"}},{\"kind\":\"remove\","
                        + "\"change\":\"delete-topic\",\"topic\":\"" + prefix
                        + "surplus\"}],\"wouldBeRefused\":[],\"notes\":[]}");
        assertThat(apply.exitCode()).as(apply.err()).isZero();
        assertThat(apply.outLines().get(0)).isEqualTo("1 done, 1 left");
        assertThat(apply.errLines())
                .singleElement()
                .asString()
                .startsWith("leat: not removed: 1, see 'plan'; --remove");
        assertThat(surplus.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(surplus.outLines()).hasSize(2);
        assertThat(remove.exitCode()).as(remove.err()).isZero();
        assertThat(remove.out()).contains("\"complete\":true,\"done\":[{\"kind\":\"remove\"");
        assertThat(after.exitCode()).isZero();
        assertThat(after.out()).isEqualTo("no drift: the cluster is as the manifest says\n");
        assertThat(nothing.out()).isEqualTo("nothing to do\n");
    }

    @Test
    void whatCannotBeDoneIsToldByPlanAndByApply(TestNames names) throws IOException {
        String orders = names.topic("orders", 3);
        String manifest =
                manifest("topics: [{name: " + orders + ", partitions: 1}, {name: " + orders + "2, replication: 9}]");

        Shell plan = topics("plan", manifest);
        Shell apply = topics("apply", manifest);

        assertThat(plan.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(plan.out()).contains("! " + orders);
        assertThat(plan.errLines())
                .singleElement()
                .asString()
                .startsWith("leat: would be refused: " + orders + "2: create");
        assertThat(apply.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(apply.errLines()).hasSize(2);
        assertThat(apply.err()).contains("leat: refused: " + orders + "2", "leat: impossible: " + orders);
    }

    private Shell topics(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("topics", command, "--brokers", brokers));
        all.addAll(Arrays.asList(arguments));
        return Shell.run(all.toArray(String[]::new));
    }

    private String manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("kafka.yaml"), text).toString();
    }
}
