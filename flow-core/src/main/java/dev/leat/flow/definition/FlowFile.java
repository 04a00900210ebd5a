package dev.leat.flow.definition;

import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Files that say what a flow is, in YAML or JSON. From any thread.
 *
 * <pre>
 * flow: order
 * initial: reserving
 * states:
 *   reserving:
 *     command: reserveStock
 *     timeout: {after: 1m, to: failed}
 *     on:
 *       stockReserved: done
 *       stockMissing: failed
 *   done: {final: success}
 *   failed: {final: failed}
 * </pre>
 *
 * @since 0.1
 */
public final class FlowFile {
    private static final YAMLMapper WRITER = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new PlainNames())
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                    .build())
            .build();

    /** Others may take this name for a truth value, but those who read flows do not. */
    private static final class PlainNames extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
            return !name.equals("on") && super.needToQuoteName(name);
        }
    }

    private FlowFile() {}

    /** Reads and checks a file. One that cannot be read, or is larger than 8 MiB, has a problem like any other. */
    public static FlowReading read(Path file) {
        return FileText.read(file, FlowFile::read);
    }

    /**
     * Reads and checks a text.
     *
     * @param name of the text, for messages
     */
    public static FlowReading read(String name, String text) {
        Problems problems = new Problems(name);
        Optional<Flow> flow = Yaml.read(text, problems).flatMap(root -> new FlowReader(root, text, problems).flow());
        return new FlowReading(problems.all(), problems.hasErrors() ? Optional.empty() : flow);
    }

    /**
     * The flow as YAML that reads back to the same flow. What is usual is left out, what stood in {@code defaults} is in
     * the states, and comments are not kept.
     */
    public static String write(Flow flow) {
        return WRITER.writeValueAsString(FlowTree.of(flow));
    }
}
