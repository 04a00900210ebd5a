package dev.leat.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command that shows records begins and when it ends; it shows them, too. A mixin. */
final class ReadingOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moments.Converter.class,
            description = "Begin with records of this time: " + Moments.FORMS + ". Default: with what comes.")
    private @Nullable Instant since;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "Begin this many offsets before the end of each partition.")
    private @Nullable Long last;

    @Option(names = "--until-end", description = "End when all is read that there was at the start.")
    private boolean untilEnd;

    @Option(names = "--count", paramLabel = "N", description = "End after this many were shown.")
    private @Nullable Long count;

    /** @throws ParameterException if they contradict each other, or make no sense */
    void check() {
        if (since != null && last != null) {
            throw wrong("--since and --last are different places to begin at; choose one");
        }
        if (last != null && last < 1) {
            throw wrong("--last is " + last + ", must be 1 or more");
        }
        if (count != null && count < 1) {
            throw wrong("--count is " + count + ", must be 1 or more");
        }
    }

    /** Empty if they do not say it. */
    Optional<FeedStart> start() {
        return since != null
                ? Optional.of(FeedStart.at(since))
                : Optional.ofNullable(last).map(FeedStart::last);
    }

    boolean untilEnd() {
        return untilEnd;
    }

    /**
     * Prints records, each with a line break after it, until there are enough, Ctrl-C, or nobody takes them.
     *
     * @param topics for whoever watches
     * @param text what is shown of a record; empty if it is passed over
     */
    void show(
            TopicFeed feed,
            List<String> topics,
            Terminal terminal,
            Function<ConsumerRecord<byte[], byte[]>, Optional<String>> text) {
        StopSignal.on(feed::stop);
        Screen screen = new Screen(terminal);
        if (!untilEnd && screen.interactive()) {
            screen.message("Reading " + String.join(", ", topics) + "; Ctrl-C ends it.");
        }
        Printer printer = new Printer(terminal, text);
        if (untilEnd) {
            feed.readToEnds(printer);
        } else {
            feed.follow(printer);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private final class Printer implements TopicFeed.Reader {
        private final Terminal terminal;
        private final Function<ConsumerRecord<byte[], byte[]>, Optional<String>> text;
        private long shown;

        Printer(Terminal terminal, Function<ConsumerRecord<byte[], byte[]>, Optional<String>> text) {
            this.terminal = terminal;
            this.text = text;
        }

        @Override
        public boolean takes(ConsumerRecord<byte[], byte[]> record) {
            Optional<String> line = text.apply(record);
            if (line.isEmpty()) {
                return true;
            }
            terminal.out().println(line.get());
            shown++;
            // The reader of a pipe may have gone.
            return !terminal.out().checkError() && (count == null || shown < count);
        }
    }
}
