package dev.leat.flow.definition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

/**
 * Patterns of RE2, which do not go back: the time is proportional to the length of the text, times the size of the pattern. So that is bounded, too,
 * and before anything is made of it: {@code ((a{1000}){1000}){1000}} is a thousand million steps.
 */
final class Patterns {
    /** In steps of the compiled pattern. An address of mail has some hundred. */
    private static final int MOST_STEPS = 5_000;

    private static final int DEEPEST = 100;
    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:(,)(\\d{0,9}))?\\}");
    private static final java.util.regex.Pattern UNICODE =
            java.util.regex.Pattern.compile("\\\\(?:(\\\\)|u\\{?([0-9a-fA-F]{4,6})\\}?)");

    private final String text;
    /** What stands before the innermost bracket that is open, for each of them. */
    private final Deque<Long> outside = new ArrayDeque<>();

    private long size;
    private long last;

    private Patterns(String text) {
        this.text = text;
    }

    /** @throws PatternSyntaxException if it is none, or too big */
    static Pattern of(String text) {
        if (text.length() > Expression.LONGEST || new Patterns(text).isTooBig()) {
            throw tooBig(text);
        }
        Pattern pattern = Pattern.compile(text);
        if (pattern.programSize() > MOST_STEPS) {
            throw tooBig(text);
        }
        return pattern;
    }

    /** As JavaScript writes them, whose patterns JSON Schema has: characters by their number look otherwise there. */
    static Pattern ofScript(String text) {
        Matcher unicode = UNICODE.matcher(text);
        return of(unicode.replaceAll(each -> each.group(1) == null
                ? Matcher.quoteReplacement("\\x{" + each.group(2) + "}")
                : Matcher.quoteReplacement(each.group())));
    }

    private static PatternSyntaxException tooBig(String text) {
        return new PatternSyntaxException(
                "too many steps or brackets", text.length() > 20 ? text.substring(0, 20) + "…" : text);
    }

    /** At least, and roughly: single characters, times how often they may be there. */
    private boolean isTooBig() {
        for (int at = 0; at < text.length() && size <= MOST_STEPS; ) {
            at = next(at);
            if (outside.size() > DEEPEST) {
                return true;
            }
        }
        return size > MOST_STEPS;
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (c == '(') {
            outside.push(size);
            size = 0;
            return at + 1;
        }
        if (c == ')') {
            last = size;
            size += outside.isEmpty() ? 0 : outside.pop();
            return at + 1;
        }
        if (c == '{') {
            Matcher count = COUNT.matcher(text).region(at, text.length());
            if (count.lookingAt()) {
                size += last * (times(count) - 1);
                return count.end();
            }
        }
        last = 1;
        size++;
        if (text.startsWith("\\Q", at)) {
            return end("\\E", at + 2);
        }
        return c == '\\' ? at + 2 : c == '[' ? afterClass(at) : at + 1;
    }

    private static long times(Matcher count) {
        boolean isBounded = count.group(3) != null && !count.group(3).isEmpty();
        return Math.max(1, Math.max(Long.parseLong(count.group(1)), isBounded ? Long.parseLong(count.group(3)) : 0));
    }

    private int end(String mark, int from) {
        int end = text.indexOf(mark, from);
        return end < 0 ? text.length() : end + mark.length();
    }

    private int afterClass(int from) {
        int at = from + (text.startsWith("[^", from) ? 2 : 1);
        if (text.startsWith("]", at)) {
            at++;
        }
        while (at < text.length() && text.charAt(at) != ']') {
            at = text.startsWith("[:", at) ? end(":]", at) : at + (text.charAt(at) == '\\' ? 2 : 1);
        }
        return at + 1;
    }
}
