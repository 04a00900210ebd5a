package dev.leat.examples.orders;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as bytes, ended by LF, CR LF or CR. Each is decoded by itself, so that a byte that is no UTF-8 harms only its own
 * line; of an overlong line no more than the allowed length is kept in memory. For one thread.
 */
final class PhysicalLines implements Closeable {
    /** Far above any real line, and well below the megabyte that a record may have. */
    static final int LONGEST_BYTES = 100_000;

    private static final int END = -1;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int filled;
    private long number;
    private boolean endedByReturn;
    private long passed;

    PhysicalLines(InputStream in) {
        this.in = in;
    }

    /** A line without its end; number counts from 1. */
    static final class Line {
        private final long number;
        private final byte[] bytes;
        private final boolean overlong;

        private Line(long number, byte[] bytes, boolean overlong) {
            this.number = number;
            this.bytes = bytes;
            this.overlong = overlong;
        }

        long number() {
            return number;
        }

        boolean blank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }

        String text() throws UnreadableLineException {
            if (overlong) {
                throw new UnreadableLineException("the line is longer than " + LONGEST_BYTES
                        + " bytes, so it is left out; check for missing line ends");
            }
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            } catch (CharacterCodingException e) {
                throw new UnreadableLineException(
                        "the line is not UTF-8 text, so it is left out; save the file as UTF-8");
            }
        }
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(200);
        boolean overlong = false;
        int b = read();
        if (b == '\n' && endedByReturn) {
            b = read();
        }
        endedByReturn = false;
        if (b == END) {
            return null;
        }
        for (; b != END && b != '\n' && b != '\r'; b = read()) {
            if (bytes.size() < LONGEST_BYTES) {
                bytes.write(b);
            } else {
                overlong = true;
            }
        }
        endedByReturn = b == '\r';
        number++;
        return new Line(number, bytes.toByteArray(), overlong);
    }

    private int read() throws IOException {
        if (next == filled) {
            passed += filled;
            filled = in.read(buffer);
            next = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[next++] & 0xFF;
    }

    /** How much of the file has been read. */
    long bytes() {
        return passed + next;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
