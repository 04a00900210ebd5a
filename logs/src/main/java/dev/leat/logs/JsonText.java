package dev.leat.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON in UTF-8, written straight into bytes, in which there is no line break. For one thread; used again and again. */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** What stands for half of a surrogate pair. */
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[1024];
    private int length;
    private boolean isFirst;

    void clear() {
        length = 0;
        isFirst = true;
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    JsonText open() {
        raw('{');
        isFirst = true;
        return this;
    }

    JsonText close() {
        raw('}');
        isFirst = false;
        return this;
    }

    /** Members that were written before: {@code "a":1,"b":2}. Not empty. */
    JsonText members(byte[] written) {
        comma();
        raw(written);
        return this;
    }

    /** The name of a member whose value follows; plain ASCII without anything to escape. */
    JsonText name(byte[] quotedWithColon) {
        comma();
        raw(quotedWithColon);
        return this;
    }

    /** The same for any name. */
    JsonText name(String name) {
        comma();
        text(name);
        raw(':');
        isFirst = true; // no comma before the value, whatever that is
        return this;
    }

    /** As {@link #name(byte[])} takes it. */
    static byte[] quoted(String name) {
        return ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    private void comma() {
        if (isFirst) {
            isFirst = false;
        } else {
            raw(',');
        }
    }

    JsonText number(long value) {
        isFirst = false;
        if (value < 0) {
            raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return this;
        }
        ensure(20);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** The elements are written by the caller, each with {@link #element}. */
    JsonText openArray() {
        raw('[');
        isFirst = true;
        return this;
    }

    JsonText element(String value) {
        comma();
        return text(value);
    }

    JsonText closeArray() {
        raw(']');
        isFirst = false;
        return this;
    }

    JsonText text(CharSequence value) {
        boolean unused = limited(value, value.length(), Integer.MAX_VALUE, value.length());
        return this;
    }

    /**
     * A text, or its beginning with a mark that says how long it was.
     *
     * @param characters how many of them are there
     * @param mostBytes of UTF-8, without what escaping adds and without the mark
     * @param whole how long it was, in characters
     * @return whether all of it was written
     */
    boolean limited(CharSequence value, int characters, int mostBytes, long whole) {
        isFirst = false;
        raw('"');
        int left = mostBytes;
        int at = 0;
        while (at < characters) {
            char next = value.charAt(at);
            int size;
            if (next < 0x80) {
                size = 1;
            } else if (next < 0x800) {
                size = 2;
            } else if (isPair(value, at, characters)) {
                size = 4;
            } else {
                size = 3;
            }
            if (size > left) {
                break;
            }
            left -= size;
            ensure(6);
            if (size == 1) {
                ascii(next);
            } else if (size == 4) {
                at++;
                four(Character.toCodePoint(next, value.charAt(at)));
            } else {
                wide(Character.isSurrogate(next) ? REPLACEMENT : next);
            }
            at++;
        }
        if (at < whole) {
            raw(("… [" + at + " of " + whole + " characters]").getBytes(StandardCharsets.UTF_8));
        }
        raw('"');
        return at >= whole;
    }

    private static boolean isPair(CharSequence value, int at, int characters) {
        return Character.isHighSurrogate(value.charAt(at))
                && at + 1 < characters
                && Character.isLowSurrogate(value.charAt(at + 1));
    }

    /** Room is there. */
    private void ascii(char next) {
        if (next >= ' ' && next != '"' && next != '\\') {
            bytes[length++] = (byte) next;
            return;
        }
        bytes[length++] = '\\';
        switch (next) {
            case '"', '\\' -> bytes[length++] = (byte) next;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[next >> 4];
                bytes[length++] = HEX[next & 0xF];
            }
        }
    }

    /** Two or three bytes. Room is there. */
    private void wide(char next) {
        if (next < 0x800) {
            bytes[length++] = (byte) (0xC0 | (next >> 6));
        } else {
            bytes[length++] = (byte) (0xE0 | (next >> 12));
            bytes[length++] = (byte) (0x80 | ((next >> 6) & 0x3F));
        }
        bytes[length++] = (byte) (0x80 | (next & 0x3F));
    }

    private void four(int codePoint) {
        bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    /** A value that is JSON already, in two parts. */
    void value(byte[] begin, int beginLength, byte[] end, int endLength) {
        isFirst = false;
        raw(begin, beginLength);
        raw(end, endLength);
    }

    private void raw(byte[] written) {
        raw(written, written.length);
    }

    private void raw(byte[] written, int number) {
        ensure(number);
        System.arraycopy(written, 0, bytes, length, number);
        length += number;
    }

    private void raw(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
