package dev.leat.admin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names can be: each method says what is wrong with one, and how to put it right, or null. */
final class Names {
    /** Stands at the end of a name for all that begin like it; alone, for all. */
    static final String REST = "*";

    private static final int LONGEST_TOPIC = 249;
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Pattern APP = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Pattern SUBNET = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern DOMAIN = Pattern.compile("[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)*");
    private static final Pattern PRINCIPAL = Pattern.compile("[a-zA-Z]+:.+");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Names() {}

    static @Nullable String topicProblem(String name) {
        if (name.equals(".") || name.equals("..") || !TOPIC.matcher(name).matches()) {
            return "'" + name + "' is no name for a topic; use letters, digits and . _ -";
        }
        return name.length() > LONGEST_TOPIC
                ? "the topic name that begins with '" + name.substring(0, 20) + "' has " + name.length()
                        + " characters; Kafka takes " + LONGEST_TOPIC
                : null;
    }

    /** Of a topic, or of all that begin alike. */
    static @Nullable String topicsProblem(String pattern) {
        String fixed = fixed(pattern);
        return fixed.isEmpty() && isPrefix(pattern) ? null : topicProblem(fixed);
    }

    /** Groups and transactions: Kafka takes any text, and so does this, but none that is empty or looks as if it were meant otherwise. */
    static @Nullable String idProblem(String pattern) {
        String fixed = fixed(pattern);
        if (pattern.isBlank() || !pattern.strip().equals(pattern)) {
            return "'" + pattern + "' is empty or has blanks around it; take them away";
        }
        return fixed.contains(REST)
                ? "'" + pattern + "' has a * that is not at its end; only the beginning of names can be given"
                : null;
    }

    static @Nullable String appProblem(String app) {
        return APP.matcher(app).matches()
                ? null
                : "'" + app + "' is no name for an app; use letters, digits and . _ -, as in its certificate";
    }

    static @Nullable String subnetProblem(String subnet) {
        return SUBNET.matcher(subnet).matches()
                ? null
                : "'" + subnet + "' is no name for a subnet; use letters, digits and _ -, as in the certificates";
    }

    static @Nullable String domainProblem(String domain) {
        return DOMAIN.matcher(domain).matches()
                ? null
                : "'" + domain + "' is no domain; write it like example.internal, without a dot at either end";
    }

    static @Nullable String principalProblem(String principal) {
        return PRINCIPAL.matcher(principal).matches()
                ? null
                : "'" + principal + "' is no principal; write it like User:alice or User:CN=app.web.example.internal";
    }

    static @Nullable String hostProblem(String host) {
        return host.equals(REST) || ADDRESS.matcher(host).matches()
                ? null
                : "'" + host + "' is no address; Kafka compares IP addresses, so give one, or \"*\" for any";
    }

    static boolean isPrefix(String pattern) {
        return pattern.endsWith(REST);
    }

    /** Without the star at its end. */
    static String fixed(String pattern) {
        return isPrefix(pattern) ? pattern.substring(0, pattern.length() - 1) : pattern;
    }

    static boolean matches(String pattern, String name) {
        return isPrefix(pattern) ? name.startsWith(fixed(pattern)) : name.equals(pattern);
    }
}
