package dev.leat.it.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The value of a record: what its handler is to do with it. As text, which a record that nobody can read begins with a byte that is in
 * no text.
 *
 * @param sequence counts the records of its key, from 0
 */
record Work(int sequence, Fate fate, int micros) {
    /** Attempts after which a record is given up. */
    static final int ATTEMPTS = 4;

    private static final byte NO_UTF_8 = (byte) 0xFF;

    enum Fate {
        FINE(0),
        FAILS_ONCE(1),
        FAILS_TWICE(2),
        REFUSED(ATTEMPTS),
        UNREADABLE(1);

        /** Attempts that fail. */
        private final int failures;

        Fate(int failures) {
            this.failures = failures;
        }

        boolean isPoison() {
            return this == REFUSED || this == UNREADABLE;
        }

        int failures() {
            return failures;
        }
    }

    static Work parse(String text) {
        String[] parts = text.split(" ", 3);
        return new Work(Integer.parseInt(parts[0]), Fate.valueOf(parts[1]), Integer.parseInt(parts[2]));
    }

    static Work read(byte[] bytes) {
        int from = bytes[0] == NO_UTF_8 ? 1 : 0;
        return parse(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        byte[] text =
                String.format(Locale.ROOT, "%d %s %d", sequence, fate, micros).getBytes(StandardCharsets.UTF_8);
        if (fate != Fate.UNREADABLE) {
            return text;
        }
        byte[] bytes = new byte[text.length + 1];
        bytes[0] = NO_UTF_8;
        System.arraycopy(text, 0, bytes, 1, text.length);
        return bytes;
    }

    /**
     * Does it.
     *
     * @throws RuntimeException if this attempt is to fail
     */
    void perform(int attempt) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
        if (fate == Fate.REFUSED) {
            throw new IllegalArgumentException(refusal());
        }
        if (attempt <= fate.failures()) {
            throw new IllegalStateException("not yet");
        }
    }

    /** What the handler says when it refuses. */
    String refusal() {
        return "refused number " + sequence;
    }
}
