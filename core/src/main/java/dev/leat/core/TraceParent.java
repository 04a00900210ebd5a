package dev.leat.core;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code traceparent} of W3C Trace Context, level 1. */
record TraceParent(String traceId, String spanId, String flags) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    /** To be recorded, by whoever does: one that is not would be lost on those who only follow. */
    private static final String SAMPLED = "01";

    /** Empty for what the specification says to ignore. */
    static Optional<TraceParent> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()
                || parts.group(1).equals("ff")
                || (parts.group(1).equals("00") && parts.group(5) != null)
                || parts.group(2).equals(NO_TRACE)
                || parts.group(3).equals(NO_SPAN)) {
            return Optional.empty();
        }
        return Optional.of(new TraceParent(parts.group(2), parts.group(3), parts.group(4)));
    }

    /** The beginning of a trace. */
    static TraceParent begin() {
        return new TraceParent(hex() + hex(), hex(), SAMPLED);
    }

    /** The next step in the same trace. */
    TraceParent next() {
        return new TraceParent(traceId, hex(), flags);
    }

    private static String hex() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long value = random.nextLong();
        while (value == 0) { // means "none"
            value = random.nextLong();
        }
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }

    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
