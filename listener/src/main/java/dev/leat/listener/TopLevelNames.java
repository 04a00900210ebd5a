package dev.leat.listener;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names in a configuration whose first word was perhaps meant to be another: of these nobody would take notice. */
final class TopLevelNames {
    private static final String OURS = "leat.";

    /** What stands alone, and what has more words behind it. */
    private static final List<String> ALONE = List.of("brokers", "request-context");

    private static final List<String> BEGINNINGS = List.of("groups", "properties", "producers", "admins");

    private TopLevelNames() {}

    /** @param read names that somebody has asked for, whatever they look like */
    static void check(Configuration configuration, Set<String> read, List<String> problems) {
        for (String name : new TreeSet<>(configuration.names(OURS))) {
            int end = name.indexOf('.', OURS.length());
            String first = name.substring(OURS.length(), end < 0 ? name.length() : end);
            List<String> known = end < 0 ? ALONE : BEGINNINGS;
            if (!known.contains(first) && !read.contains(name)) {
                Nearest.to(first, known)
                        .ifPresent(near -> problems.add("'" + name + "' (" + configuration.origin(name)
                                + ") means nothing; did you mean '" + OURS + near
                                + name.substring(OURS.length() + first.length()) + "'?"));
            }
        }
    }
}
