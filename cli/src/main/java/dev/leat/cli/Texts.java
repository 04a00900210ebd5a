package dev.leat.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Bytes of records as text that a terminal can take. */
final class Texts {
    /** Marks, embeddings, overrides and isolates of direction, and Unicode's own separators of lines and paragraphs. */
    private static final String TURNING =
            "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private Texts() {}

    /** Empty if it is not UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What is not UTF-8 as hexadecimal digits. */
    static String readable(byte[] bytes) {
        return utf8(bytes)
                .map(Texts::harmless)
                .orElseGet(() -> "0x" + HexFormat.of().formatHex(bytes));
    }

    /** What could make a terminal do anything written out as JSON has it; but not tabs and ends of lines. */
    static String harmless(String text) {
        if (text.chars().noneMatch(Texts::steers)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.chars()
                .forEach(each -> safe.append(
                        steers(each) ? String.format(Locale.ROOT, "\\u%04x", each) : String.valueOf((char) each)));
        return safe.toString();
    }

    /** {@link #harmless} on one line. */
    static String line(String text) {
        return harmless(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** {@code 1 letter}, {@code 2 letters}. */
    static String number(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    /** Control characters, the second set of them (C1) too, and what turns the direction of writing round or breaks lines. */
    private static boolean steers(int character) {
        boolean isControl = Character.isISOControl(character) && character != '\n' && character != '\t';
        return isControl || TURNING.indexOf(character) >= 0;
    }
}
