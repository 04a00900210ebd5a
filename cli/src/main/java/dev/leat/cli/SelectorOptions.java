package dev.leat.cli;

import dev.leat.config.InstanceReport;
import dev.leat.config.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which instances something is for. A mixin. */
final class SelectorOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description =
                    "Only for this instance; may be given several times. The others keep what is in force for all, and it lasts until"
                            + " the next version.")
    private List<String> instances = new ArrayList<>();

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description =
                    "Only for instances with this label; of several with one name any will do, of several names all must.")
    private List<String> labels = new ArrayList<>();

    /** Empty for all. */
    Optional<Selector> selector() {
        List<Selector> all = new ArrayList<>();
        if (!instances.isEmpty()) {
            all.add(Selector.instances(instances.toArray(String[]::new)));
        }
        values().forEach((name, values) -> all.add(Selector.label(name, values.toArray(String[]::new))));
        return all.stream().reduce(Selector::and);
    }

    /** Whether it is meant. */
    boolean selects(InstanceReport report) {
        return (instances.isEmpty() || instances.contains(report.instance()))
                && values().entrySet().stream()
                        .allMatch(
                                each -> each.getValue().contains(report.labels().getOrDefault(each.getKey(), "")));
    }

    private Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String label : labels) {
            int equals = label.indexOf('=');
            if (equals < 1 || equals == label.length() - 1) {
                throw new ParameterException(
                        command.commandLine(),
                        "--label has '" + label + "', which is not NAME=VALUE; write it like --label zone=eu");
            }
            values.computeIfAbsent(label.substring(0, equals), name -> new ArrayList<>())
                    .add(label.substring(equals + 1));
        }
        return values;
    }
}
