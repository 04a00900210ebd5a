package dev.leat.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a publication that was waited for. Names are in order.
 *
 * @param revision what was published
 * @param awaited how many instances were waited for
 * @param applied those that run it, or a newer one
 * @param refused those that do not take it, and why
 * @param missing those that have not said in time what they do with it
 * @param rolledBack what was published to take it back; empty if it stays
 * @param notRolledBack why it could not be taken back, though too many refuse it; empty if that was not to be, or somebody else has published meanwhile
 * @since 0.1
 */
public record RolledOut(
        Revision revision,
        int awaited,
        List<String> applied,
        Map<String, Rejection> refused,
        List<String> missing,
        Optional<Revision> rolledBack,
        Optional<String> notRolledBack) {
    /** Whether as many run it as were waited for, at least one, and none of those has refused it. */
    public boolean isComplete() {
        return rolledBack.isEmpty() && refused.isEmpty() && awaited > 0 && applied.size() >= awaited;
    }

    /** For people: how many run it, and who does not. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("version " + revision.version() + " of " + revision.namespace()
                + " runs on " + applied.size() + " of " + awaited + " instances");
        refused.forEach((instance, rejection) ->
                text.append("; ").append(instance).append(" refuses it: ").append(rejection.reason()));
        if (!missing.isEmpty()) {
            text.append("; nothing was heard of ").append(String.join(", ", missing));
        }
        rolledBack.ifPresent(back -> text.append("; rolled back with version ").append(back.version()));
        notRolledBack.ifPresent(why -> text.append("; NOT rolled back: ").append(why));
        return text.toString();
    }
}
