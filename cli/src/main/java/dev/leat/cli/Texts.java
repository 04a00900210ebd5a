package dev.leat.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Bytes of records as text that a terminal can take. */
final class Texts {
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

    /** Control characters, which could make a terminal do anything, written out; but not tabs and ends of lines. */
    static String harmless(String text) {
        if (text.chars().noneMatch(Texts::isControl)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.chars()
                .forEach(each -> safe.append(
                        isControl(each) ? String.format(Locale.ROOT, "\\u%04x", each) : String.valueOf((char) each)));
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

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }
}
