package dev.leat.flow;

import java.nio.charset.StandardCharsets;

/**
 * Bytes as text, as Node's {@code Buffer.toString} reads them. What is no UTF-8 becomes replacement characters, one for each longest beginning
 * of a character (the rule of the WHATWG's Encoding Standard). The JDK has the same rule but for surrogates, of which it replaces three bytes by
 * one character.
 */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decoded(bytes);
    }

    private static String decoded(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int first = bytes[i++] & 0xff;
            int following = following(first);
            if (following == 0) {
                text.append(first < 0x80 ? (char) first : REPLACEMENT);
                continue;
            }
            int point = first & (0x3f >> following);
            int lowest = lowest(first);
            int highest = highest(first);
            while (following > 0 && i < bytes.length && (bytes[i] & 0xff) >= lowest && (bytes[i] & 0xff) <= highest) {
                point = (point << 6) | (bytes[i++] & 0x3f);
                following--;
                lowest = 0x80;
                highest = 0xbf;
            }
            text.appendCodePoint(following == 0 ? point : REPLACEMENT);
        }
        return text.toString();
    }

    private static int following(int first) {
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    }

    /** Of the second byte. Below it there is a shorter form. */
    private static int lowest(int first) {
        return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    }

    /** Of the second byte. Above it there are surrogates, or no characters. */
    private static int highest(int first) {
        return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    }
}
