package dev.leat.testkit.internal;

/** Thrown in threads that still waited when the test kit was closed: of frozen members, or behind a thread that was stuck. */
final class TestIsOver extends Error {
    TestIsOver() {
        super("the test kit this thread belongs to is closed");
    }
}
