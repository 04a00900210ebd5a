package dev.leat.benchmarks.arm;

/** Runs one arm: reads a {@link RunRequest} as JSON from its first argument, and prints a {@link RunResult} as JSON in the last line. */
public final class ArmMain {
    private ArmMain() {}

    public static void main(String[] args) {
        throw new UnsupportedOperationException("TODO");
    }
}
