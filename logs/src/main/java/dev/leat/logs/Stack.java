package dev.leat.logs;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace as text, of which no more than its beginning is kept, however long it is; unless it is to be searched for secrets, which must be whole to be found. For one thread; used again and
 * again.
 */
final class Stack {
    /** More of it is given back after each. */
    private static final int LARGE = 1 << 20;

    private final int mostCharacters;
    private final Redaction redaction;
    private StringBuilder text = new StringBuilder();
    private CharSequence shown = "";
    private long whole;

    Stack(int mostCharacters, Redaction redaction) {
        this.mostCharacters = mostCharacters;
        this.redaction = redaction;
    }

    /** What is thrown while it is written down stands in its place. */
    void write(Throwable throwable) {
        text.setLength(0);
        whole = 0;
        print(throwable);
        if (redaction.hasPatterns()) {
            CharSequence masked = redaction.message(text);
            whole = masked.length();
            shown = masked.subSequence(0, Math.min(mostCharacters, masked.length()));
        } else {
            shown = text;
        }
        if (text.capacity() > LARGE) {
            text = new StringBuilder();
        }
    }

    private void print(Throwable throwable) {
        try (PrintWriter writer = new PrintWriter(new Beginning())) {
            throwable.printStackTrace(writer);
        } catch (RuntimeException | Error e) { // one that calls itself runs out of stack
            add("(its stack trace cannot be written: " + e.getClass().getName() + ")");
        }
    }

    /** Null if there is none, or whoever has thrown it cannot say it. */
    static @Nullable String messageOf(Throwable throwable) {
        try {
            return throwable.getMessage();
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    /** Null if there is none, or it cannot be told. */
    static @Nullable Throwable causeOf(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    private void add(CharSequence more) {
        whole += more.length();
        int room = redaction.hasPatterns() ? more.length() : mostCharacters - text.length();
        text.append(more, 0, Math.min(room, more.length()));
    }

    /** With secrets masked. */
    CharSequence text() {
        return shown;
    }

    /** How many characters of it are left out. */
    long missing() {
        return whole - shown.length();
    }

    private final class Beginning extends Writer {
        @Override
        public void write(char[] characters, int from, int number) {
            add(CharBuffer.wrap(characters, from, number));
        }

        @Override
        public void write(String more, int from, int number) {
            add(more.substring(from, from + number));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
