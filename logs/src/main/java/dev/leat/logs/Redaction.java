package dev.leat.logs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of an entry is nobody's business. Immutable: each method returns a changed copy.
 *
 * <p>Fields can be left out by an allow list; of some that are kept, the value is shown as {@code ***}: those whose name, or its last part behind a dot, is
 * {@code authorization}, {@code cookie}, {@code password} or the like, whether in capitals or not. Messages and stack traces can be searched for patterns.
 *
 * @since 0.1
 */
public final class Redaction {
    private static final String MASK = "***";
    private static final Redaction STANDARD = new Redaction(
            null,
            Set.of(
                    "authorization",
                    "proxy-authorization",
                    "cookie",
                    "set-cookie",
                    "x-api-key",
                    "api-key",
                    "apikey",
                    "password",
                    "passwd",
                    "secret",
                    "token",
                    "access_token",
                    "refresh_token",
                    "x-auth-token"),
            List.of());

    /** Null for all. */
    private final @Nullable Set<String> kept;

    private final Set<String> masked;
    private final List<Pattern> patterns;

    private Redaction(@Nullable Set<String> kept, Set<String> masked, List<Pattern> patterns) {
        this.kept = kept;
        this.masked = masked;
        this.patterns = patterns;
    }

    /** All fields are sent, those with the usual names of secrets masked; messages are sent as they are. */
    public static Redaction standard() {
        return STANDARD;
    }

    /** Only these fields are sent; one that ends with a dot and an asterisk ({@code request.*}) stands for all that begin so. */
    public Redaction keepOnly(Collection<String> fields) {
        return new Redaction(Set.copyOf(fields), masked, patterns);
    }

    /** The values of these, too, are shown as {@code ***}. */
    public Redaction mask(Collection<String> fields) {
        Set<String> more = new LinkedHashSet<>(masked);
        fields.forEach(field -> more.add(field.toLowerCase(Locale.ROOT)));
        return new Redaction(kept, Set.copyOf(more), patterns);
    }

    /**
     * What this finds in a message, a stack trace or the value of a field, is shown as {@code ***}. Done by the sender's thread, for each entry, so it should be quick; of a message that is longer than
     * {@link LogShipperBuilder#messageBytes}, by whoever logs it, since a secret must be whole to be found. A text for which a pattern takes more stack than there is, is left out.
     */
    public Redaction maskMatching(Pattern pattern) {
        List<Pattern> more = new ArrayList<>(patterns);
        more.add(pattern);
        return new Redaction(kept, masked, List.copyOf(more));
    }

    boolean keeps(String field) {
        if (kept == null || kept.contains(field)) {
            return true;
        }
        for (int dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', dot + 1)) {
            if (kept.contains(field.substring(0, dot) + ".*")) {
                return true;
            }
        }
        return false;
    }

    CharSequence value(String field, String value) {
        String name = field.toLowerCase(Locale.ROOT);
        boolean isMasked = masked.contains(name) || masked.contains(name.substring(name.lastIndexOf('.') + 1));
        return isMasked ? MASK : message(value);
    }

    /** Whether it matters that a text is whole. */
    boolean hasPatterns() {
        return !patterns.isEmpty();
    }

    /** What cannot be searched is not shown: some patterns take more stack the longer a text is. */
    CharSequence message(CharSequence text) {
        CharSequence shown = text;
        try {
            for (Pattern pattern : patterns) {
                shown = pattern.matcher(shown).replaceAll(MASK);
            }
        } catch (RuntimeException | Error e) {
            return "(" + text.length() + " characters cannot be searched for secrets: "
                    + e.getClass().getName() + ")";
        }
        return shown;
    }
}
