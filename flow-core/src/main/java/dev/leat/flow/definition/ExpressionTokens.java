package dev.leat.flow.definition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The words, signs and values of an expression. For one thread. */
final class ExpressionTokens {
    private static final List<String> SIGNS =
            List.of("==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".");
    private static final Map<String, String> INSTEAD =
            Map.of("&&", "and", "||", "or", "!", "not", "=", "==", "&", "and", "|", "or");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    enum Kind {
        WORD,
        SIGN,
        TEXT,
        NUMBER,
        END
    }

    /**
     * @param text what it says, without quotes
     * @param at where it begins
     */
    record Token(Kind kind, String text, int at) {
        boolean is(Kind kind, String text) {
            return this.kind == kind && this.text.equals(text);
        }

        String canonical() {
            return switch (kind) {
                case TEXT -> Json.text(text).toString();
                case NUMBER -> new BigDecimal(text).stripTrailingZeros().toString();
                default -> text;
            };
        }

        String shown() {
            return kind == Kind.END ? "the end" : "'" + text + "'";
        }
    }

    private ExpressionTokens(String text) {
        this.text = text;
    }

    /** The last one is the end. */
    static List<Token> of(String text) {
        ExpressionTokens tokens = new ExpressionTokens(text);
        tokens.read();
        return tokens.tokens;
    }

    /** Texts in it as the language sees them: blanks and kinds of quotes do not matter. */
    static JsonNode canonical(JsonNode source) {
        if (source.isString()) {
            StringBuilder canonical = new StringBuilder();
            for (Token token : of(source.asString())) {
                canonical.append(token.canonical()).append(' ');
            }
            return Json.text(canonical.toString().strip());
        }
        if (source.isObject()) {
            ObjectNode object = Json.NODES.objectNode();
            source.properties().forEach(member -> object.set(member.getKey(), canonical(member.getValue())));
            return object;
        }
        if (source.isArray()) {
            ArrayNode array = Json.NODES.arrayNode();
            source.forEach(item -> array.add(canonical(item)));
            return array;
        }
        return source;
    }

    private void read() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                at++;
            } else if (next == '\'' || next == '"') {
                quoted(next);
            } else if (isDigit(next)) {
                number();
            } else if (Character.isJavaIdentifierStart(next)) {
                word();
            } else {
                sign();
            }
        }
        tokens.add(new Token(Kind.END, "", text.length()));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void word() {
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        tokens.add(new Token(Kind.WORD, text.substring(from, at), from));
    }

    private void number() {
        int from = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || isPoint() || isExponent(from))) {
            at++;
        }
        String number = text.substring(from, at);
        if (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            throw wrong(from, "a number ends in letters", "put a blank between them, or quotes around a text");
        }
        try {
            BigDecimal value = new BigDecimal(number);
            if (!PlainJson.isBounded(value)) {
                throw wrong(from, PlainJson.UNBOUNDED, "keep to what sagas can hold");
            }
            tokens.add(new Token(Kind.NUMBER, value.toString(), from));
        } catch (NumberFormatException e) {
            throw wrong(from, "'" + number + "' is no number", "write it like 12, 0.5 or 1e6");
        }
    }

    private boolean isPoint() {
        return text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
    }

    /** The letter, or a sign after it. */
    private boolean isExponent(int from) {
        char c = text.charAt(at);
        if (c == 'e' || c == 'E') {
            return text.substring(from, at).indexOf('e') < 0 && at > from;
        }
        return (c == '+' || c == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0;
    }

    private void quoted(char quote) {
        int from = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            value.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            at++;
        }
        if (at == text.length()) {
            throw wrong(from, "a text has no end", "close it with " + quote);
        }
        at++;
        if (PlainJson.isHalf(value.toString())) {
            throw wrong(from, "a text has half of a pair of surrogates in it", "write the other half, too");
        }
        tokens.add(new Token(Kind.TEXT, value.toString(), from));
    }

    /** Leaves the position at the last character of it. */
    private char escaped() {
        int from = at++;
        if (at < text.length()) {
            char letter = text.charAt(at);
            if ("\\'\"".indexOf(letter) >= 0) {
                return letter;
            }
            if (letter == 'n' || letter == 't') {
                return letter == 'n' ? '\n' : '\t';
            }
            if (letter == 'u' && text.substring(at + 1).matches("(?s)[0-9a-fA-F]{4}.*")) {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
        }
        throw wrong(from, "an escape is not known", "there are \\\\, \\', \\\", \\n, \\t and \\u with four digits");
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                tokens.add(new Token(Kind.SIGN, sign, at));
                at += sign.length();
                return;
            }
        }
        for (String other : List.of("&&", "||", "!", "=", "&", "|")) {
            if (text.startsWith(other, at)) {
                throw wrong(at, "'" + other + "' is not known here", "write '" + INSTEAD.get(other) + "'");
            }
        }
        throw wrong(
                at,
                "'" + Character.toString(text.codePointAt(at)) + "' is not known here",
                "names with such characters are written like data['order-id']");
    }

    private ExpressionException wrong(int at, String what, String remedy) {
        return new ExpressionException(text, at, what, remedy);
    }
}
