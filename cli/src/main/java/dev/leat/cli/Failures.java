package dev.leat.cli;

import dev.leat.admin.ManifestException;
import dev.leat.config.ConfigConflictException;
import dev.leat.config.ConfigRejectedException;
import dev.leat.core.ConfigurationException;
import dev.leat.core.LeatException;
import dev.leat.embedded.EmbeddedException;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures look: one message for what may happen to anybody, a stack trace for what must not happen at all. */
final class Failures {
    private Failures() {}

    static int usage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            err.println("leat: '" + unmatched.getUnmatched().get(0) + "' is no command or option of "
                    + command.getCommandSpec().qualifiedName());
        } else {
            err.println("leat: " + e.getMessage());
        }
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    static int execution(Exception e, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        if (e instanceof ConfigurationException) {
            err.println("leat: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof ManifestException manifest) {
            manifest.problems().forEach(problem -> err.println("leat: " + problem));
            return ExitCode.USAGE;
        }
        if (e instanceof ConfigConflictException) {
            err.println("leat: " + e.getMessage());
            return ExitCode.CONFLICT;
        }
        if (e instanceof ConfigRejectedException refused) {
            refused.problems().forEach(problem -> err.println("leat: refused: " + problem));
            return ExitCode.REFUSED;
        }
        if (e instanceof LeatException || e instanceof EmbeddedException || e instanceof KafkaException) {
            err.println("leat: " + e.getMessage());
        } else if (e instanceof InterruptedException) {
            err.println("leat: interrupted");
        } else {
            err.println("leat: a fault in Leat itself; please report it with what follows");
            e.printStackTrace(err);
        }
        err.flush();
        return ExitCode.FAILED;
    }
}
