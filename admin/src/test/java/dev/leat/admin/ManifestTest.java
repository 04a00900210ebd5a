package dev.leat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void saysWhichTopicsThereAreAndWhoMayUseThem() {
        Manifest manifest = Manifest.parse("""
                domain: example.internal
                defaults:
                  partitions: 12
                  replication: 3
                  config: {min.insync.replicas: 2}
                owns: ["orders*", audit]
                topics:
                  - name: orders
                    config:
                      retention.ms: 604800000
                      cleanup.policy: [compact, delete]
                  - name: audit
                    partitions: 1
                    replication: 1
                access:
                  - app: billing
                    subnets: [web, publishing]
                    read: orders
                    write: [audit]
                    hosts: [10.0.0.1]
                  - principal: User:alice
                    read: ["*"]
                    groups: []
                    transactions: ["alice-*"]
                """);

        assertThat(manifest.topics())
                .containsExactly(
                        TopicSpec.of("orders")
                                .partitions(12)
                                .replication(3)
                                .config("min.insync.replicas", "2")
                                .config("retention.ms", "604800000")
                                .config("cleanup.policy", "compact,delete"),
                        TopicSpec.of("audit").partitions(1).replication(1).config("min.insync.replicas", "2"));
        assertThat(manifest.access())
                .containsExactly(
                        Access.app("billing", "web", "publishing")
                                .reads("orders")
                                .writes("audit")
                                .hosts("10.0.0.1"),
                        Access.principal("User:alice").reads("*").groups().transactions("alice-*"));
        assertThat(manifest.owned()).containsExactly("orders*", "audit");
        assertThat(manifest.owns("orders.dead")).isTrue();
        assertThat(manifest.owns("audit2")).isFalse();
        assertThat(manifest.domain()).contains("example.internal");
    }

    @Test
    void theFileOfAnAppMayHaveWhatIsItsUnderKafka() throws IOException {
        file("billing.yml", """
                repo_uri: git@example.com:billing
                kafka:
                  secrets_style: java
                  topics:
                    - name: orders
                      subnets: [web, publishing]
                      access: [read]
                    - name: bills
                      subnets: [publishing]
                      access: [read, write]
                      partitions: 60
                """);
        file("shop.yml", """
                name: web-shop
                kafka:
                  groups: [shop]
                  hosts: ["10.0.0.7"]
                  topics:
                    - {name: orders, subnets: web, access: write}
                    - {name: carts}
                """);
        file("notes.txt", "no manifest: [");

        Manifest manifest = Manifest.read(List.of(folder)).withDomain("sandbox.example");

        assertThat(manifest.topics())
                .containsExactly(TopicSpec.of("orders"), TopicSpec.of("bills").partitions(60), TopicSpec.of("carts"));
        assertThat(manifest.access())
                .containsExactly(
                        Access.app("billing", "web", "publishing").reads("orders"),
                        Access.app("billing", "publishing").reads("bills").writes("bills"),
                        Access.app("web-shop", "web")
                                .writes("orders")
                                .groups("shop")
                                .hosts("10.0.0.7"));
        assertThat(manifest.rights())
                .anyMatch(right -> right.entry().principal().equals("User:CN=web-shop.web.sandbox.example"));
    }

    @Test
    void severalFilesAreOneManifestAsLongAsTheyAgree() throws IOException {
        Path one = file("a.yaml", "topics: [{name: orders, partitions: 3}]\ndefaults: {replication: 2}\n");
        Path two = file("b.json", "{\"topics\": [{\"name\": \"orders\", \"config\": {\"retention.ms\": 1}}]}");
        Path three = file("c.yaml", "topics:\n  - name: orders\n    partitions: 4\n");

        assertThat(Manifest.read(List.of(one, two)).topics())
                .containsExactly(
                        TopicSpec.of("orders").partitions(3).replication(2).config("retention.ms", "1"));
        assertThat(problems(one, two, three))
                .containsExactly(three + ":3: 'partitions' of topic 'orders' is '4' here, but '3' at " + one
                        + ":1; say it once, or alike");
    }

    @Test
    void everythingThatCannotBeMeantIsNamedWithItsLineAndARemedy() throws IOException {
        Path file = file("kafka.yaml", """
                domain: .example
                topics:
                  - name: or ders
                  - name: carts
                    partitons: 3
                    replication: many
                    config: 5
                  - partitions: 0
                  - bills
                access:
                  - app: billing
                    read: [orders]
                  - principal: alice
                    read: [orders]
                  - principal: User:bob
                    read: [orders]
                  - app: shop
                    principal: User:shop
                  - app: stock
                    subnets: [web]
                    write: [orders]
                    hosts: [stock.example]
                    groups:
                owns: {}
                """);

        assertThat(problems(file))
                .containsExactly(
                        file
                                + ":1: '.example' is no domain; write it like example.internal, without a dot at either end",
                        file + ":3: 'or ders' is no name for a topic; use letters, digits and . _ -",
                        file + ":5: 'partitons' is not known here; known are config, name, partitions, replication",
                        file + ":6: 'replication' is 'many', must be a whole number between 1 and 32767",
                        file + ":7: 'config' is '5', must be a group of names and values",
                        file + ":8: 'name' is missing; every topic needs one",
                        file + ":8: 'partitions' is '0', must be a whole number between 1 and 2147483647",
                        file + ":9: 'topics' has an entry that is 'bills', must be a group of names and values",
                        file + ":11: 'subnets' is missing; an app has a certificate in each, so name at least one:"
                                + " 'subnets: [web]'",
                        file + ":13: 'alice' is no principal; write it like User:alice or"
                                + " User:CN=app.web.example.internal",
                        file + ":15: User:bob reads, but as which group? Say groups; an empty list is for reading"
                                + " without one",
                        file + ":17: whose access? Give 'app' (with 'subnets') or 'principal', not both",
                        file + ":22: 'stock.example' is no address; Kafka compares IP addresses, so give one, or \"*\""
                                + " for any",
                        file + ":23: 'groups' has no value; give one, or leave the name out",
                        file + ":24: 'owns' has an entry that is a group of names and values, must be a single value");
    }

    @Test
    void appFilesAreAsStrictWithinKafka() throws IOException {
        Path file = file("shop.yaml", """
                kafka:
                  topics:
                    - name: orders
                      subnets: [web]
                    - name: carts
                      access: [reed]
                    - name: bills
                      access: [read]
                      subnets: []
                  group: shop
                """);

        assertThat(problems(file))
                .containsExactly(
                        file + ":3: 'access' is missing; say 'access: [read]', 'access: [write]' or both",
                        file + ":5: 'subnets' is missing; an app has a certificate in each, so name at least one:"
                                + " 'subnets: [web]'",
                        file + ":6: 'reed' is no access; it can be read or write",
                        file + ":7: 'subnets' is missing; an app has a certificate in each, so name at least one:"
                                + " 'subnets: [web]'",
                        file + ":10: 'group' is not known here; known are domain, groups, hosts, secrets_style, topics,"
                                + " transactions");
    }

    @Test
    void whatIsNoManifestIsNamed() throws IOException {
        Path none = folder.resolve("none.yaml");
        Path broken = file("broken.yaml", "topics:\n  - name: a\n   partitions: 3\n");
        Path list = file("list.yaml", "- orders\n");
        Path twice = file("twice.yaml", "topics: []\ntopics: []\n---\ntopics: []\n");
        Path alias = file("alias.yaml", "owns: [*orders]\n");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(problems(none)).containsExactly(none + ": there is no such file or folder; check the name");
        assertThat(problems(broken))
                .singleElement()
                .asString()
                .startsWith(broken + ": is no YAML: ")
                .contains("line 3");
        assertThat(problems(list))
                .containsExactly(list + ":1: begins with a list, must begin with names and values, such as 'topics:'");
        assertThat(problems(twice))
                .containsExactly(
                        twice + ":2: 'topics' is here a second time, after line 1; keep one",
                        twice + ":4: a second document begins here; put it into a file of its own");
        assertThat(problems(alias)).singleElement().asString().contains(":1: *orders refers to an anchor");
        assertThat(problems(binary)).containsExactly(binary + ": is no text in UTF-8; save it as such");
        assertThat(problems(empty)).containsExactly(empty + ": has no file that ends in .yaml, .yml or .json");
    }

    @Test
    void anEmptyFileSaysNothing() throws IOException {
        assertThat(Manifest.read(List.of(file("a.yaml", "# nothing yet\n"))).topics())
                .isEmpty();
    }

    @Test
    void appsNeedTheDomainOfTheirCertificates() {
        Manifest manifest = Manifest.builder()
                .access(Access.app("billing", "web").reads("orders"))
                .build();

        assertThatThrownBy(manifest::rights)
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("app 'billing' has access by its certificates, which needs their domain");
        assertThat(manifest.withDomain("a.b").rights()).hasSize(3);
        assertThatThrownBy(() -> manifest.withDomain("a b")).hasMessageContaining("'a b' is no domain");
    }

    @Test
    void theBuilderNamesEverythingThatIsWrong() {
        ManifestBuilder builder = Manifest.builder()
                .topic(TopicSpec.of("orders"))
                .topic(TopicSpec.of("orders").partitions(2))
                .access(Access.principal("User:alice").reads("orders"))
                .owns("a b");

        assertThat(catchThrowableOfType(ManifestException.class, builder::build).problems())
                .hasSize(3);
    }

    @Test
    void theExamplesOfTheManualCanBeRead() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "admin.md"), StandardCharsets.UTF_8);
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(manual)
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(examples)
                .hasSize(2)
                .allSatisfy(example -> assertThat(Manifest.parse(example)
                                .withDomain("example.internal")
                                .rights())
                        .isNotEmpty());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<String> problems(Path... files) {
        return catchThrowableOfType(ManifestException.class, () -> Manifest.read(List.of(files)))
                .problems();
    }
}
