package dev.leat.core.tools;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group has members, which would go on where they are and commit over whatever is set from outside.
 *
 * @since 0.1
 */
public final class GroupInUseException extends ToolException {
    private final String group;
    private final List<String> members;

    /** @param members as client ids and hosts; empty if they came only while the tool was at work */
    GroupInUseException(String group, List<String> members, @Nullable Throwable cause) {
        super("the group '" + group + "' has " + number(members) + "; stop them first, nothing was changed", cause);
        this.group = group;
        this.members = List.copyOf(members);
    }

    private static String number(List<String> members) {
        if (members.isEmpty()) {
            return "members";
        }
        return (members.size() == 1 ? "a member" : members.size() + " members") + " (" + String.join(", ", members)
                + ")";
    }

    public String group() {
        return group;
    }

    /** Client ids and hosts of the members; empty if they came only while the tool was at work. */
    public List<String> members() {
        return members;
    }
}
