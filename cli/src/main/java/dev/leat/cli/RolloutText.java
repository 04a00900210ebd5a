package dev.leat.cli;

import dev.leat.config.RolledOut;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of a version that was waited for. */
final class RolloutText {
    private RolloutText() {}

    static int exitCode(RolledOut done) {
        if (done.rolledBack().isPresent()) {
            return ExitCode.REFUSED;
        }
        return done.isComplete() ? ExitCode.OK : ExitCode.PARTLY;
    }

    /** What is done as a result, everything else as messages. */
    static void print(RolledOut done, Terminal terminal) {
        terminal.out()
                .println("It runs on " + done.applied().size() + " of " + Texts.number(done.awaited(), "instance")
                        + ".");
        terminal.out().flush();
        done.refused()
                .forEach((instance, rejection) -> terminal.err()
                        .println("leat: " + Texts.line(instance) + " refuses it: " + Texts.line(rejection.reason())));
        done.missing()
                .forEach(instance -> terminal.err()
                        .println("leat: " + Texts.line(instance) + " has not said in time what it does with it"));
        int known =
                done.applied().size() + done.refused().size() + done.missing().size();
        if (known < done.awaited()) {
            terminal.err()
                    .println("leat: " + Texts.number(done.awaited() - known, "instance")
                            + " more would have to be there; 'leat config instances' shows those that are");
        }
        done.rolledBack()
                .ifPresent(back -> terminal.err()
                        .println(
                                "leat: rolled back with version " + back.version() + ": " + Texts.line(back.reason())));
        done.notRolledBack().ifPresent(why -> terminal.err().println("leat: NOT rolled back: " + Texts.line(why)));
    }

    static ObjectNode json(RolledOut done) {
        ObjectNode node = JsonText.object().put("complete", done.isComplete()).put("awaited", done.awaited());
        ArrayNode applied = node.putArray("applied");
        done.applied().forEach(applied::add);
        ArrayNode refused = node.putArray("refused");
        done.refused()
                .forEach((instance, rejection) ->
                        refused.addObject().put("instance", instance).put("reason", rejection.reason()));
        ArrayNode missing = node.putArray("missing");
        done.missing().forEach(missing::add);
        done.rolledBack().ifPresent(back -> node.put("rolledBackWith", back.version()));
        done.notRolledBack().ifPresent(why -> node.put("notRolledBack", why));
        return node;
    }
}
