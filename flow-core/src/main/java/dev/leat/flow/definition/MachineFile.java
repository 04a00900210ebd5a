package dev.leat.flow.definition;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Configurations of the closed flow manager service, as flows: its file with {@code machineDefinition}, channels and settings, or the machine alone. Messages stay the
 * same: commands go to the same topics and addresses under the same labels, with all data of the saga. From any thread.
 *
 * <p>What is not copied has a warning each: hooks, which are programs; brokers, logins and headers, which may be secrets; where sagas are kept.
 * What published machines have and run with, such as no final state, is a warning as well, and stays one in the flow that
 * {@link FlowFile#write} makes of it.
 *
 * @since 0.1
 */
public final class MachineFile {
    private MachineFile() {}

    /** Reads and checks a file; the flow has its name. One that cannot be read, or is larger than 8 MiB, has a problem like any other. */
    public static FlowReading read(Path file) {
        return FileText.read(file, MachineFile::read);
    }

    /**
     * Reads and checks a text.
     *
     * @param name of the file, for messages and the name of the flow
     */
    public static FlowReading read(String name, String text) {
        Problems problems = new Problems(name);
        Optional<Flow> flow = Yaml.read(text, problems)
                .flatMap(root -> new MachineReader(Source.of(text, problems, true)).tree(root, flowName(name)))
                .flatMap(tree -> new FlowReader(tree, text, problems).flow());
        return new FlowReading(problems.all(), problems.hasErrors() ? Optional.empty() : flow);
    }

    /** Of the file's, what a flow may be called. */
    private static String flowName(String file) {
        Path last = Path.of(file).getFileName();
        String name = (last == null ? "" : last.toString())
                .replaceFirst("\\.[^.]*$", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return name.isEmpty() ? "machine" : name;
    }
}
