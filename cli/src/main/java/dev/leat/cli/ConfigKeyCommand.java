package dev.leat.cli;

import dev.leat.config.Secrets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code leat config key}. */
@Command(
        name = "key",
        description = {
            "Prints a new random key for secrets (AES-GCM, 256 bits, in Base64), for a file or an environment variable.",
            "Of several keys in a file, each on a line of its own, the first encrypts and all decrypt: so keys are changed one instance after"
                    + " the other."
        },
        exitCodeList = {"0:done", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat config key > config.key; chmod 600 config.key",
            "  leat config patch orders --secrets config.key --secret /database/password changes.json"
        })
final class ConfigKeyCommand implements Callable<Integer> {
    private final Terminal terminal;

    ConfigKeyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().println(Secrets.newKey());
        terminal.out().flush();
        return ExitCode.OK;
    }
}
