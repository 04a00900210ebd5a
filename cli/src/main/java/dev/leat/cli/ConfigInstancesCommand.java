package dev.leat.cli;

import dev.leat.config.ConfigStatus;
import dev.leat.config.ConfigStore;
import dev.leat.config.InstanceReport;
import dev.leat.config.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code leat config instances}. */
@Command(
        name = "instances",
        description = {
            "Shows which version each instance runs, and which it refuses and why.",
            "HEARD is how long ago it has said so; an instance that says nothing for three times its interval is left out."
        },
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "ok: it runs what it was told. REJECTED: it stays with an earlier version, with the reason. STALE: it has heard nothing of Kafka for"
                    + " so long. OVERRIDE: a file on its machine wins.",
            "",
            "Examples:",
            "  leat config instances",
            "  leat config instances orders --json    a line of JSON for each instance"
        })
final class ConfigInstancesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAMESPACE",
            description = "Only those that live by this. Default: all.")
    private @Nullable String namespace;

    @Option(names = "--json", description = "Print each namespace of each instance as one line of JSON.")
    private boolean json;

    ConfigInstancesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<InstanceReport> reports = config.reading(ConfigStore::instances);
        Instant now = Instant.now();
        TextTable table = new TextTable(terminal.out(), "INSTANCE", "NAMESPACE", "VERSION", "HEARD", "LABELS", "STATE");
        for (InstanceReport report : reports) {
            for (ConfigStatus status : report.namespaces()) {
                if (namespace != null && !status.namespace().equals(namespace)) {
                    continue;
                }
                if (json) {
                    terminal.out().println(JsonText.line(json(report, status)));
                } else {
                    table.row(
                            Texts.line(report.instance()),
                            Texts.line(status.namespace()),
                            status.version(),
                            heard(report, now),
                            labels(report),
                            Texts.line(state(status)));
                }
            }
        }
        if (!json) {
            table.end(
                    namespace == null
                            ? "No instance was heard of lately."
                            : "No instance was heard of lately that lives by '" + namespace + "'.");
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    private static String heard(InstanceReport report, Instant now) {
        Duration ago = Duration.between(report.time(), now); // below zero if its clock is ahead
        return Spans.text(ago.isNegative() ? Duration.ZERO : ago) + " ago";
    }

    private static String labels(InstanceReport report) {
        String all = report.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return all.isEmpty() ? "-" : Texts.line(all);
    }

    private static String state(ConfigStatus status) {
        List<String> all = new ArrayList<>();
        status.rejection().ifPresent(rejected -> all.add("REJECTED " + rejected.version() + ": " + rejected.reason()));
        if (status.isStale()) {
            all.add("STALE for " + Spans.text(status.age()));
        }
        if (status.origin() == Snapshot.Origin.OVERRIDE) {
            all.add("OVERRIDE by a file on its machine");
        }
        status.notOverridden().ifPresent(why -> all.add("its override file changes nothing: " + why));
        status.wentBackTo().ifPresent(version -> all.add("the topic has gone back to version " + version));
        status.notKept().ifPresent(why -> all.add("not kept on disk: " + why));
        return all.isEmpty() ? "ok" : String.join("; ", all);
    }

    private static ObjectNode json(InstanceReport report, ConfigStatus status) {
        ObjectNode node = JsonText.object().put("instance", report.instance());
        ObjectNode labels = node.putObject("labels");
        report.labels().forEach(labels::put);
        node.put("time", report.time().toString())
                .put("namespace", status.namespace())
                .put("version", status.version())
                .put("hash", status.hash())
                .put("origin", status.origin().name().toLowerCase(Locale.ROOT))
                .put("well", status.isWell())
                .put("stale", status.isStale())
                .put("ageSeconds", status.age().toSeconds());
        status.rejection()
                .ifPresent(rejected -> node.putObject("rejected")
                        .put("version", rejected.version())
                        .put("reason", rejected.reason())
                        .put("time", rejected.time().toString()));
        status.wentBackTo().ifPresent(version -> node.put("wentBackTo", version));
        status.notKept().ifPresent(why -> node.put("notKept", why));
        status.notOverridden().ifPresent(why -> node.put("notOverridden", why));
        return node;
    }
}
