package dev.leat.core;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names and patterns as one pattern, since Kafka's client subscribes to one. */
final class JoinedPattern {
    private static final Pattern BACK_REFERENCE = Pattern.compile("\\\\([1-9]|k<)");

    private JoinedPattern() {}

    /** @throws PatternSyntaxException if they cannot be joined */
    static Pattern of(Collection<String> names, List<Pattern> patterns) {
        if (names.isEmpty() && patterns.size() == 1) {
            return patterns.get(0);
        }
        return Pattern.compile(Stream.concat(
                        names.stream().map(Pattern::quote), patterns.stream().map(JoinedPattern::inline))
                .collect(Collectors.joining("|")));
    }

    private static String inline(Pattern pattern) {
        String source = pattern.pattern();
        if (BACK_REFERENCE.matcher(source).find()) {
            throw new PatternSyntaxException("a back reference would refer to a group of another pattern", source, -1);
        }
        String flags = flags(pattern.flags());
        String body = (pattern.flags() & Pattern.LITERAL) != 0 ? Pattern.quote(source) : source;
        // A comment, where the pattern may have them, ends with its line.
        return "(?" + flags + ":" + body + ((pattern.flags() & Pattern.COMMENTS) != 0 ? "\n)" : ")");
    }

    /** All but LITERAL, and CANON_EQ, which is of no use for the letters that a topic may have. */
    private static String flags(int flags) {
        StringBuilder letters = new StringBuilder();
        add(letters, flags, Pattern.UNIX_LINES, 'd');
        add(letters, flags, Pattern.CASE_INSENSITIVE, 'i');
        add(letters, flags, Pattern.COMMENTS, 'x');
        add(letters, flags, Pattern.MULTILINE, 'm');
        add(letters, flags, Pattern.DOTALL, 's');
        add(letters, flags, Pattern.UNICODE_CASE, 'u');
        add(letters, flags, Pattern.UNICODE_CHARACTER_CLASS, 'U');
        return letters.toString();
    }

    private static void add(StringBuilder letters, int flags, int flag, char letter) {
        if ((flags & flag) != 0) {
            letters.append(letter);
        }
    }
}
