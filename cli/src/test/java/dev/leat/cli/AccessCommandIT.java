package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On brokers with TLS, SCRAM and an authorizer, with the login in a file. */
final class AccessCommandIT {
    private static final Locale USUAL_LOCALE = Locale.getDefault();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Embedded kafka;

    @BeforeAll
    static void start() throws IOException {
        // Kafka's SCRAM writes numbers in the digits of the JVM's language, and reads only 0 to 9.
        Locale.setDefault(Locale.ROOT);
        kafka = Embedded.builder()
                .tls()
                .sasl("root", "r")
                .sasl("alice", "geheim") // who gets no rights
                .sasl("bob", "b")
                .authorizer("root")
                .start();
        settings("root", kafka.clientProperties("root"));
        settings("alice", kafka.clientProperties("alice"));
        settings("bob", kafka.clientProperties("bob"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        Locale.setDefault(USUAL_LOCALE);
    }

    @Test
    void rightsArePlannedAppliedListedAndTakenAway() throws IOException {
        Path apps = Files.createDirectory(folder.resolve("apps"));
        Path billing = Files.writeString(apps.resolve("billing.yaml"), """
                kafka:
                  topics:
                    - name: orders
                      subnets: [web, publishing]
                      access: [read]
                """);
        String[] manifest = {apps.toString(), "--domain", "a.b"};

        Shell topics = run("root", "topics", "apply", manifest);
        Shell plan = run("root", "access", "plan", manifest);
        Shell apply = run("root", "access", "apply", manifest);
        Shell list = run("root", "access", "list", "--topic", "orders");
        Shell json = run("root", "access", "list", "--principal", "User:CN=billing.web.a.b", "--json");
        Files.writeString(billing, Files.readString(billing).replace(", publishing", ""));
        Shell drift = run("root", "access", "drift", manifest);
        Shell remove = run("root", "access", "apply", apps.toString(), "--domain", "a.b", "--remove");
        Shell after = run("root", "access", "drift", manifest);

        assertThat(topics.exitCode()).as(topics.err()).isZero();
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.err()).isEmpty();
        assertThat(plan.outLines())
                .hasSize(7)
                .startsWith("6 to add")
                .contains("+ User:CN=billing.web.a.b         may READ topic orders");
        assertThat(apply.exitCode()).as(apply.err()).isZero();
        assertThat(apply.outLines().get(0)).isEqualTo("6 done");
        assertThat(list.outLines())
                .containsExactly(
                        "PRINCIPAL                       MAY    OPERATION  RESOURCE  NAME    HOST",
                        "User:CN=billing.publishing.a.b  allow  read       topic     orders  *",
                        "User:CN=billing.web.a.b         allow  read       topic     orders  *");
        assertThat(json.out())
                .contains(
                        "{\"principal\":\"User:CN=billing.web.a.b\",\"host\":\"*\",\"permission\":\"allow\",\"operation\":"
                                + "\"read\",\"resource\":\"topic\",\"name\":\"orders\",\"pattern\":\"literal\"}")
                .doesNotContain("publishing");
        assertThat(drift.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(drift.outLines()).hasSize(4).first().isEqualTo("3 to remove if asked for");
        assertThat(remove.exitCode()).as(remove.err()).isZero();
        assertThat(after.exitCode()).as(after.out()).isZero();
    }

    @Test
    void whoMayNotIsToldSoWithoutSecrets() {
        Shell list = run("alice", "access", "list");

        assertThat(list.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(list.out()).isEmpty();
        assertThat(list.errLines()).singleElement().asString().startsWith("leat: cannot list rights: not allowed: ");
    }

    @Test
    void whoSeesNothingReadsThatInsteadOfAnEmptyTable() {
        Shell topics = run("alice", "topics", "list");
        Shell rights = run("root", "access", "list", "--principal", "User:nobody");

        assertThat(topics.exitCode()).as(topics.err()).isZero();
        assertThat(topics.out()).isEqualTo("There are no topics that this login may see.\n");
        assertThat(rights.exitCode()).as(rights.err()).isZero();
        assertThat(rights.out()).isEqualTo("There are no such rights.\n");
    }

    @Test
    void whoMayReadOneTopicIsToldPlainlyWhatElseIsNotAllowed() throws IOException {
        Path manifest = Files.writeString(folder.resolve("reader.yaml"), """
                topics: [{name: prices, partitions: 1}, {name: salaries, partitions: 1}]
                access:
                  - principal: User:bob
                    read: [prices]
                    groups: [bob]
                """);
        assertThat(run("root", "topics", "apply", manifest.toString()).exitCode())
                .isZero();
        assertThat(run("root", "access", "apply", manifest.toString()).exitCode())
                .isZero();
        assertThat(run("root", "produce", "prices", "1").exitCode()).isZero();

        Shell read = run("bob", "consume", "prices", "--from-beginning", "--until-end");
        Shell list = run("bob", "topics", "list");
        Shell described = run("bob", "topics", "describe", "prices");
        Shell json = run("bob", "topics", "describe", "prices", "--json");
        Shell allowed = run("bob", "groups", "describe", "bob");

        assertThat(read.outLines()).as(read.err()).containsExactly("1");
        assertThat(list.outLines()).as(list.err()).hasSize(2).last().asString().startsWith("prices ");
        assertThat(described.out()).as(described.err()).contains("Configs: (not visible to this login)\n");
        assertThat(json.out()).contains("\"config\":null");
        assertThat(allowed.err()).contains("there is no consumer group 'bob'");
        String remedy = "whoever gives out rights on this cluster can change that";
        assertRefused("this login may not write to the topic; " + remedy, "produce", "prices", "x");
        assertRefused("this login may not see the topic 'salaries', if there is one; ", "produce", "salaries", "x");
        assertRefused("this login may not read 'salaries', if there is such a topic; ", "consume", "salaries");
        assertRefused(
                "cannot describe the group 'foreign': not allowed: this login lacks a right on the group; " + remedy,
                "groups",
                "describe",
                "foreign");
        assertRefused(
                "cannot read which letters of 'prices' were replayed, which is in the group 'leat-replay.prices': not"
                        + " allowed: this login lacks a right on the group; " + remedy,
                "dead",
                "list",
                "prices");
        assertRefused("not allowed: this login lacks a right on the transactional id; ", "dead", "replay", "prices");
    }

    private static void assertRefused(String message, String group, String command, String... arguments) {
        Shell refused = run("bob", group, command, arguments);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.errLines())
                .singleElement()
                .asString()
                .startsWith("leat: ")
                .contains(message);
    }

    @Test
    void aWrongPasswordIsToldSoWithoutSecrets() throws IOException {
        Properties wrong = new Properties();
        wrong.putAll(kafka.clientProperties("alice"));
        wrong.setProperty(
                "sasl.jaas.config", wrong.getProperty("sasl.jaas.config").replace("geheim", "falsch"));
        store("wrong", wrong);

        Shell list = run("wrong", "topics", "list");

        assertThat(list.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(list.errLines())
                .singleElement()
                .asString()
                .startsWith("leat: cannot list topics: ")
                .contains("check user and password")
                .doesNotContain("geheim", "falsch");
    }

    @Test
    void tlsAndLoginOfTheEnvironmentAreEnough() throws InterruptedException {
        ConnectionOptions connection = new ConnectionOptions(Map.of(
                "LEAT_BROKERS",
                kafka.bootstrapServers(),
                "KAFKA_SEC_PROTO",
                "TLS",
                "KAFKA_SEC_CA_CERTS",
                Objects.requireNonNull(kafka.clientProperties().get("ssl.truststore.certificates")),
                "KAFKA_SEC_SASL_MECHANISM",
                "SCRAM-SHA-256",
                "KAFKA_SEC_SASL_USER",
                "alice",
                "KAFKA_SEC_SASL_PASSWORD",
                "geheim"));

        assertThat(ClusterVisit.<Set<String>>ask(
                        connection, new Shell().terminal(false), admin -> admin.topicNames(false)))
                .isEmpty();
    }

    private static void settings(String name, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        store(name, properties);
    }

    private static void store(String name, Properties properties) throws IOException {
        try (Writer writer = Files.newBufferedWriter(folder.resolve(name))) {
            properties.store(writer, null);
        }
    }

    private static Shell run(String login, String group, String command, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of(group, command, "--config", folder.resolve(login).toString()));
        all.addAll(Arrays.asList(arguments));
        return Shell.run(all.toArray(String[]::new));
    }
}
