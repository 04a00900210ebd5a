package dev.leat.cli;

import dev.leat.core.tools.LetterFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which letters are meant; the same options for all commands with dead letters. A mixin. */
final class LetterOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final FormatOptions formats = new FormatOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moments.Converter.class,
            description = "Given up at this time or later: " + Moments.FORMS + ".")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moments.Converter.class,
            description = "Given up before this time.")
    private @Nullable Instant until;

    @Option(names = "--key", paramLabel = "KEY", description = "Of records with this key, in the key's format.")
    private @Nullable String key;

    @Option(
            names = "--error",
            paramLabel = "TEXT",
            description = "Given up for this failure: a part of its class or message, in upper or lower case.")
    private @Nullable String error;

    @Option(names = "--from-topic", paramLabel = "TOPIC", description = "Of records of this topic.")
    private @Nullable String origin;

    @Option(names = "--group", paramLabel = "GROUP", description = "Given up by this consumer group.")
    private @Nullable String group;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "At most so many: the first ones, by partition and offset. Default: all.")
    private @Nullable Long count;

    LetterFilter filter() {
        LetterFilter filter = LetterFilter.all();
        if (since != null) {
            filter = filter.since(since);
        }
        if (until != null) {
            filter = filter.until(until);
        }
        if (key != null) {
            filter = filter.key(bytes(key));
        }
        if (error != null) {
            filter = filter.error(error);
        }
        if (origin != null) {
            filter = filter.topic(origin);
        }
        return group == null ? filter : filter.group(group);
    }

    private byte[] bytes(String ofKey) {
        try {
            return formats.keys().bytes(ofKey);
        } catch (IllegalArgumentException e) {
            throw wrong("--key: " + e.getMessage());
        }
    }

    /** @throws ParameterException if it cannot be */
    long count() {
        if (count != null && count < 1) {
            throw wrong("--count is " + count + ", must be 1 or more");
        }
        return count == null ? Long.MAX_VALUE : count;
    }

    FormatOptions formats() {
        return formats;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
