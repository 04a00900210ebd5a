package dev.leat.benchmarks;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What was typed, as the results tell it: whoever reads them can do it again. */
final class Words {
    private Words() {}

    static String of(CommandSpec command) {
        var words = new ArrayList<String>(List.of("./leat", "bench"));
        words.addAll(command.commandLine().getParseResult().originalArgs());
        return String.join(" ", words);
    }
}
