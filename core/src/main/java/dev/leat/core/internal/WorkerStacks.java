package dev.leat.core.internal;

import java.util.Map;
import java.util.stream.Collectors;

/** What the workers of a group are doing, for a report. Of platform threads only: a JVM does not list virtual ones. */
final class WorkerStacks {
    private static final int MOST_THREADS = 20;
    private static final int MOST_FRAMES = 15;

    private WorkerStacks() {}

    /** A line for each frame, or nothing. */
    static String of(String threadPrefix) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith(threadPrefix) && thread.getValue().length > 0)
                .limit(MOST_THREADS)
                .map(WorkerStacks::text)
                .collect(Collectors.joining());
    }

    private static String text(Map.Entry<Thread, StackTraceElement[]> thread) {
        StringBuilder text = new StringBuilder("\n  ").append(thread.getKey().getName());
        StackTraceElement[] frames = thread.getValue();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            text.append("\n    at ").append(frames[i]);
        }
        return text.toString();
    }
}
