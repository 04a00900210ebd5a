package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void withoutArgumentsThereIsHelp() {
        Shell shell = Shell.run();

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out()).startsWith("Usage: leat").contains("demo", "broker", "Examples:");
        assertThat(shell.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "broker",
                "topics",
                "topics list",
                "topics describe",
                "topics create",
                "topics delete",
                "topics plan",
                "topics apply",
                "topics drift",
                "access",
                "access list",
                "access plan",
                "access apply",
                "access drift",
                "produce",
                "consume",
                "groups",
                "groups list",
                "groups describe",
                "groups reset",
                "dead",
                "dead list",
                "dead show",
                "dead replay",
                "drain",
                "config",
                "config list",
                "config get",
                "config set",
                "config patch",
                "config delete",
                "config rollback",
                "config history",
                "config diff",
                "config watch",
                "config create",
                "config instances",
                "config override",
                "config bridge",
                "config key",
                "flow",
                "flow demo",
                "flow check",
                "flow draw",
                "flow import"
            })
    void everyCommandHasHelpWithExamplesAndExitCodesThatFitsATerminal(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.add("--help");

        Shell shell = Shell.run(arguments.toArray(String[]::new));

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out())
                .startsWith("Usage: leat " + command)
                .contains("Examples:", "  leat " + command, "Exit codes:");
        assertThat(shell.outLines()).allMatch(line -> line.length() <= 100);
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void tellsItsVersion() {
        Shell shell = Shell.run("--version");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.outLines().get(0)).matches("leat \\d+\\.\\d+.*");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertUsage(Shell.run("demo", "--onse"), "leat: Unknown option: '--onse'", "Try 'leat demo --help'.");
        assertUsage(Shell.run("dmo"), "leat: 'dmo' is no command or option of leat", "Try 'leat --help'.");
    }

    @Test
    void refusesValuesThatCannotWork() {
        assertUsage(Shell.run("demo", "--rate", "0"), "leat: --rate is 0.0, must be above 0");
        assertUsage(Shell.run("demo", "--rate", "fast"), "'fast' is not a number");
        assertUsage(Shell.run("demo", "--lines", "0"), "leat: --lines is 0, must be 1 or more");
        assertUsage(Shell.run("demo", "--lines", "5", "--orders", "a.csv"), "--lines is for generated invoices");
        assertUsage(Shell.run("demo", "--once", "--brokers", "nonsense"), "'nonsense', must be host:port");
        assertUsage(Shell.run("topics", "create", "a b"), "leat: 'a b' is no name for a topic; use letters");
        assertUsage(Shell.run("topics", "create", "a", "--partitions", "0"), "are 0, must be 1 or more");
        assertUsage(Shell.run("topics", "create", "a", "--partitions", "many"), "'many' is not a whole number");
        assertUsage(
                Shell.run("topics", "create", "a", "--set", "compact"), "--set has 'compact', which is not NAME=VALUE");
        assertUsage(Shell.run("topics", "create"), "TOPIC", "Try 'leat topics create --help'.");
        assertUsage(Shell.run("topics", "list", "--brokers", "nonsense"), "'nonsense', must be host:port");
        assertUsage(Shell.run("broker", "--port", "70000"), "leat: --port is 70000, must be between 0 and 65535");
    }

    @Test
    void aManifestThatCannotBeMeantIsWrongUsageWithAMessageForEachProblem() throws IOException {
        Path manifest = Files.writeString(folder.resolve("kafka.yaml"), "topics:\n  - nam: orders\n  - name: a b\n");

        Shell shell = Shell.run("topics", "plan", manifest.toString());

        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.errLines())
                .containsExactly(
                        "leat: " + manifest + ":2: 'name' is missing; every topic needs one",
                        "leat: " + manifest
                                + ":2: 'nam' is not known here; known are config, name, partitions, replication",
                        "leat: " + manifest + ":3: 'a b' is no name for a topic; use letters, digits and . _ -");
        assertUsage(
                Shell.run("access", "plan", manifest.toString().replace("kafka", "none")),
                "there is no such file or folder; check the name");
        Files.writeString(manifest, "topics: []\n");
        assertUsage(
                Shell.run("access", "plan", manifest.toString(), "--domain", "a..b"), "leat: --domain: 'a..b' is no");
    }

    @Test
    void refusesOptionsOfToolsThatContradictEachOtherBeforeKafkaIsAsked() {
        assertUsage(Shell.run("broker", "--authorizer"), "add --user NAME");
        assertUsage(Shell.run("produce"), "Missing required parameter: 'TOPIC'", "Try 'leat produce --help'.");
        assertUsage(Shell.run("produce", "t", "v", "--file", "f"), "values do not go with --file");
        assertUsage(Shell.run("produce", "t", "--tombstone"), "--tombstone needs --key");
        assertUsage(Shell.run("produce", "t", "v", "--header", "blue"), "write it like --header tenant=blue");
        assertUsage(Shell.run("produce", "t", "{", "--format", "json"), "leat: value 1: it is not JSON");
        assertUsage(
                Shell.run("produce", "t", "v", "--key", "x", "--key-format", "hex"), "leat: --key: it is not pairs");
        assertUsage(Shell.run("produce", "t", "v", "--format", "xml"), "--format", "xml");
        assertUsage(Shell.run("consume", "t", "--from-beginning", "--last", "3"), "choose one");
        assertUsage(Shell.run("consume", "t", "--count", "0"), "leat: --count is 0, must be 1 or more");
        assertUsage(Shell.run("consume", "t", "--match", "("), "option '--match': it is no regular expression: ");
        assertUsage(Shell.run("consume", "t", "--where", "a=1"), "'a' is no place in JSON");
        assertUsage(Shell.run("consume", "t", "--since", "soon"), "'soon' is neither a time nor an age");
        assertUsage(Shell.run("consume", "t", "--json", "--show", "key"), "--show does not go with --json");
        assertUsage(Shell.run("consume", "t", "--brokers", "nonsense"), "'nonsense', must be host:port");
        assertUsage(Shell.run("groups", "lst"), "leat: 'lst' is no command or option of leat groups");
        assertUsage(Shell.run("groups", "reset", "g"), "exactly one of --to-beginning, --to-end");
        assertUsage(Shell.run("groups", "reset", "g", "--to-end", "--by", "-1"), "exactly one of --to-beginning");
        assertUsage(Shell.run("groups", "reset", "g", "--to-end", "--partition", "1"), "exactly one --topic");
        assertUsage(Shell.run("dead", "show", "t", "17"), "'17' is no PARTITION@OFFSET; write it like 0@17");
        assertUsage(Shell.run("dead", "list", "t", "--count", "0"), "leat: --count is 0, must be 1 or more");
        assertUsage(Shell.run("dead", "replay", "t", "--rate", "0"), "leat: --rate is 0.0, must be above 0");
        assertUsage(Shell.run("dead", "replay", "t", "--max-replays", "0"), "--max-replays is 0, must be 1 or more");
        assertUsage(Shell.run("dead", "replay", "t", "--to", "t"), "they would go round");
        assertUsage(Shell.run("drain", "t"), "--group");
        assertUsage(Shell.run("config", "set", "n"), "exactly one of FILE, - (standard input), --value and --edit");
        assertUsage(Shell.run("config", "set", "n", "f", "--edit"), "exactly one of FILE");
        assertUsage(Shell.run("config", "patch", "n"), "exactly one of NAME=VALUE...");
        assertUsage(Shell.run("config", "patch", "n", "a=1", "--value", "{}"), "exactly one of NAME=VALUE...");
        assertUsage(Shell.run("config", "get", "n", "--version", "1", "--as-of", "1h"), "choose one");
        assertUsage(Shell.run("config", "get", "n", "--version", "x"), "'x' is not a whole number");
        assertUsage(Shell.run("config", "history", "n", "--count", "0"), "--count is 0, must be 1 or more");
        assertUsage(Shell.run("config", "diff", "n", "1", "--file", "f"), "--file takes the place of versions");
        assertUsage(Shell.run("config", "create", "--history", "long"), "--history: 'long' is no length of time");
        assertUsage(Shell.run("config", "patch", "n", "a=1", "--within", "1s"), "add --wait all, or --wait N");
        assertUsage(Shell.run("config", "patch", "n", "a=1", "--wait", "some"), "--wait is 'some', must be a number");
        assertUsage(Shell.run("config", "patch", "n", "a=1", "--wait", "0"), "wait for 1 or more");
        assertUsage(
                Shell.run("config", "patch", "n", "a=1", "--wait", "all", "--roll-back", "2"),
                "above 0, and 1 at most");
        assertUsage(Shell.run("config", "patch", "n", "a=1", "--wait", "1", "--within", "x"), "'x' is no length");
        assertUsage(Shell.run("config", "patch", "n", "a=1", "--label", "eu"), "write it like --label zone=eu");
        assertUsage(Shell.run("config", "override", "n", "--folder", "d"), "exactly one of FILE");
        assertUsage(Shell.run("config", "override", "n", "--show"), "--folder");
        assertUsage(Shell.run("config", "bridge", "n"), "--from");
        assertUsage(Shell.run("config", "create", "--replication", "0"), "replication is 0, must be from 1");
    }

    @Test
    void nothingReadableIsWrongUsageAndStartsNoBroker() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));

        Shell shell = Shell.run("demo", "--once", "--json", "--orders", empty.toString(), "--orders", "none.csv");

        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.errLines())
                .containsExactly(
                        "leat: none.csv: there is no such file or folder; check the name",
                        "leat: " + empty
                                + ":1: the file is empty, so there is nothing to read; it needs a header and invoice lines,"
                                + " or leave it out",
                        "leat: nothing to process: no line of the input can be read; see the messages above");
    }

    private static void assertUsage(Shell shell, String... messages) {
        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains(messages).doesNotContain("\tat ");
    }
}
