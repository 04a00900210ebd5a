package dev.leat.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds threads of Leat that somebody forgot to close. */
final class LeakCheck {
    private static final String PREFIX = "leat-";

    private final Set<Thread> before;

    private LeakCheck(Set<Thread> before) {
        this.before = before;
    }

    static LeakCheck begin() {
        return new LeakCheck(Set.copyOf(threads()));
    }

    /** Throws {@link AssertionError} if threads that came since the beginning are still there at the deadline. */
    void end(String where, Deadline deadline) throws InterruptedException {
        for (var thread : leaked()) {
            // Zero would mean for ever.
            thread.join(Math.max(1, deadline.remaining().toMillis()));
        }
        var left = leaked();
        if (!left.isEmpty()) {
            throw new AssertionError(where + " left " + left.size() + " thread(s) of Leat running " + deadline.length()
                    + " after its end; close what the tests start:\n"
                    + left.stream().map(LeakCheck::described).collect(Collectors.joining("\n")));
        }
    }

    private List<Thread> leaked() {
        return threads().stream().filter(thread -> !before.contains(thread)).toList();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith(PREFIX))
                .toList();
    }

    private static String described(Thread thread) {
        return thread.getName() + " " + thread.getState()
                + Arrays.stream(thread.getStackTrace())
                        .map(frame -> "\n\tat " + frame)
                        .collect(Collectors.joining());
    }
}
