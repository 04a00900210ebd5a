package dev.leat.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat access list}: the access control lists. */
@Command(
        name = "list",
        description = "Lists who may do what, and who must not, as the brokers have it.",
        exitCodeList = {"0:done", "1:the cluster cannot be asked", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat access list",
            "  leat access list --topic orders --json",
            "  leat access list --principal User:CN=billing.web.example.internal"
        })
final class AccessListCommand implements Callable<Integer> {
    private static final String ALL = "*";

    private static final Comparator<AclBinding> ORDER = Comparator.comparing(
                    (AclBinding right) -> right.entry().principal())
            .thenComparing(right -> right.pattern().resourceType())
            .thenComparing(right -> right.pattern().name())
            .thenComparing(right -> right.entry().operation())
            .thenComparing(right -> right.entry().host());

    private final Terminal terminal;

    @Option(
            names = "--principal",
            paramLabel = "PRINCIPAL",
            description = "Only those of one principal, such as User:alice.")
    private @Nullable String principal;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Only those that hold for one topic, also by the beginning of its name and for all topics.")
    private @Nullable String topic;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    AccessListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Set<AclBinding> all = ClusterVisit.ask(connection, terminal, kafka -> kafka.rights());
        List<AclBinding> rights = all.stream()
                .filter(right -> principal == null || right.entry().principal().equals(principal))
                .filter(right -> topic == null || holdsFor(right.pattern(), topic))
                .sorted(ORDER)
                .toList();
        if (json) {
            terminal.out().println(JsonText.line(AdminJson.rights(rights)));
        } else {
            print(rights);
        }
        return ExitCode.OK;
    }

    private static boolean holdsFor(ResourcePattern pattern, String topic) {
        if (pattern.resourceType() != ResourceType.TOPIC) {
            return false;
        }
        return pattern.patternType() == PatternType.PREFIXED
                ? topic.startsWith(pattern.name())
                : pattern.name().equals(topic) || pattern.name().equals(ALL);
    }

    private void print(List<AclBinding> rights) {
        TextTable table = new TextTable(terminal.out(), "PRINCIPAL", "MAY", "OPERATION", "RESOURCE", "NAME", "HOST");
        for (AclBinding right : rights) {
            ResourcePattern pattern = right.pattern();
            table.row(
                    right.entry().principal(),
                    right.entry().permissionType().toString().toLowerCase(Locale.ROOT),
                    right.entry().operation().toString().toLowerCase(Locale.ROOT),
                    pattern.resourceType().toString().toLowerCase(Locale.ROOT),
                    pattern.patternType() == PatternType.PREFIXED ? pattern.name() + ALL : pattern.name(),
                    right.entry().host());
        }
        table.end("There are no such rights.");
    }
}
