package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.Revision;
import dev.leat.config.SnapJobBridge;
import dev.leat.config.SnapJobBridgeBuilder;
import dev.leat.core.RecordId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat config bridge}. */
@Command(
        name = "bridge",
        description = {
            "Publishes to a namespace what applications tell each other as plain JSON without a key on partition 0 of a topic, each the whole"
                    + " configuration: so that they can move over one after the other. Runs until Ctrl-C; started again it goes on where it was."
        },
        exitCodeList = {
            "0:ended by Ctrl-C, or so many were taken or sent as were asked for",
            "1:it failed, or there is no such topic",
            "2:wrong usage"
        },
        footer = {
            "",
            "What is no JSON object, or is refused by a schema, is told and passed over. With --back a version for all goes to the topic, unless"
                    + " what stands there last is equal; secrets go as ***. What stood in the topic before the first start counts only if nothing was"
                    + " published to the namespace by then. How far it is stands in the namespace bridge:NAMESPACE.",
            "",
            "Examples:",
            "  leat config bridge orders --from conf           from old applications to new ones",
            "  leat config bridge orders --from conf --back    and from new ones to old ones"
        })
final class ConfigBridgeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CountDownLatch ended = new CountDownLatch(1);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Option(names = "--from", required = true, paramLabel = "TOPIC", description = "The topic of the old applications.")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Option(names = "--back", description = "Write what is in force to that topic, too.")
    private boolean back;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "End after so many records were taken, passed over or sent.")
    private @Nullable Long most;

    @Option(names = "--json", description = "Print each as one line of JSON.")
    private boolean json;

    ConfigBridgeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (most != null && most < 1) {
            throw new ParameterException(spec.commandLine(), "--count is " + most + ", must be 1 or more");
        }
        StopSignal.on(ended::countDown);
        return config.bridging(from, this::run);
    }

    private int run(ConfigStore store) throws InterruptedException {
        SnapJobBridgeBuilder builder =
                SnapJobBridge.between(from, store, namespace).observer(new Printer());
        try (SnapJobBridge bridge = back ? builder.back().build() : builder.build()) {
            bridge.start();
            Screen screen = new Screen(terminal);
            if (screen.interactive()) {
                screen.message("From " + from + " to " + namespace + (back ? " and back" : "") + "; Ctrl-C ends it.");
            }
            ended.await();
        }
        return ExitCode.OK;
    }

    /** Lines as it goes; called by several threads. */
    private final class Printer implements SnapJobBridge.Observer {
        private long count;

        @Override
        public void published(RecordId record, Revision revision) {
            print(record, "published", record + " -> version " + revision.version(), revision, "");
        }

        @Override
        public void skipped(RecordId record, String why) {
            print(record, "skipped", record + " is passed over: " + Texts.line(why), null, why);
        }

        @Override
        public void sentBack(Revision revision, RecordId record) {
            print(record, "sentBack", "version " + revision.version() + " -> " + record, revision, "");
        }

        private synchronized void print(
                RecordId record, String what, String text, @Nullable Revision revision, String why) {
            if (ended.getCount() == 0) {
                return;
            }
            if (json) {
                var node = JsonText.object()
                        .put("done", what)
                        .put("topic", record.topic())
                        .put("partition", record.partition())
                        .put("offset", record.offset());
                if (revision == null) {
                    node.put("reason", why);
                } else {
                    node.put("namespace", revision.namespace()).put("version", revision.version());
                }
                terminal.out().println(JsonText.line(node));
            } else {
                terminal.out().println(text);
            }
            count++;
            // The reader of a pipe may have gone.
            if (terminal.out().checkError() || (most != null && count >= most)) {
                ended.countDown();
            }
        }
    }
}
