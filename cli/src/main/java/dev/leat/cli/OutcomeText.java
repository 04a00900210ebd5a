package dev.leat.cli;

import dev.leat.admin.Change;
import dev.leat.admin.Outcome;

/** Tells what came of changes: what is done as a result, everything else as messages. */
final class OutcomeText {
    private OutcomeText() {}

    /** @return the exit code that says the same */
    static int print(Outcome outcome, boolean json, Terminal terminal) {
        if (json) {
            terminal.out().println(JsonText.line(AdminJson.outcome(outcome)));
        } else {
            boolean nothing = outcome.done().isEmpty()
                    && outcome.refused().isEmpty()
                    && outcome.left().isEmpty();
            terminal.out().println(nothing ? "nothing to do" : outcome);
            messages(outcome, terminal);
        }
        if (outcome.complete()) {
            return ExitCode.OK;
        }
        return outcome.done().isEmpty() ? ExitCode.FAILED : ExitCode.PARTLY;
    }

    private static void messages(Outcome outcome, Terminal terminal) {
        outcome.refused().forEach(refusal -> terminal.err().println("leat: refused: " + refusal));
        outcome.left().stream()
                .filter(change -> change.kind() == Change.Kind.IMPOSSIBLE)
                .forEach(change ->
                        terminal.err().println("leat: impossible: " + change.subject() + ": " + change.text()));
        long removals = outcome.left().stream()
                .filter(change -> change.kind() == Change.Kind.REMOVE)
                .count();
        if (removals > 0) {
            terminal.err()
                    .println("leat: not removed: " + removals
                            + ", see 'plan'; --remove does it, after everything else is" + " done");
        }
    }
}
