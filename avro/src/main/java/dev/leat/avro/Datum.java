package dev.leat.avro;

import dev.leat.core.SerdeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Avro's binary form of one value, and what is said if there is none. What Avro says stays in the cause, since it may quote values. */
final class Datum {
    private Datum() {}

    static <T> void write(Model<T> model, T value, OutputStream out) {
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            model.write(value, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new SerdeException(
                    "a " + value.getClass().getName() + " cannot be written as Avro: "
                            + whatIsWrong(e, "it does not fit its schema"),
                    e);
        }
    }

    /**
     * @param offset where the datum begins
     * @param moreMayFollow whether what follows the datum is ignored; else it is an error, since it is what a wrong schema leaves
     */
    static <T> T read(Reading<T> reading, byte[] bytes, int offset, boolean moreMayFollow) {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
        T value;
        boolean isRead;
        try {
            value = reading.from().read(in);
            isRead = moreMayFollow || in.isEnd();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw unreadable(reading, whatIsWrong(e, "malformed"), e);
        }
        if (!isRead) {
            throw unreadable(reading, "bytes are left over", null);
        }
        if (value == null) {
            throw unreadable(reading, "it is null; a tombstone has no bytes at all", null);
        }
        return value;
    }

    private static SerdeException unreadable(Reading<?> reading, String why, @Nullable Throwable cause) {
        Schema writer = reading.writer();
        StringBuilder text = new StringBuilder("no Avro of ").append(name(writer));
        if (!writer.equals(reading.reader())) {
            text.append(" that can be read as ").append(name(reading.reader()));
        }
        text.append(": ").append(why);
        List<String> problems = Evolution.problems(reading.reader(), writer);
        if (!problems.isEmpty()) {
            text.append("; the schemas differ: ").append(String.join("; ", problems));
        }
        return cause == null ? new SerdeException(text.toString()) : new SerdeException(text.toString(), cause);
    }

    private static String whatIsWrong(Throwable e, String otherwise) {
        if (e instanceof MisfitException && e.getMessage() != null) {
            return e.getMessage();
        }
        if (e instanceof EOFException) {
            return "the bytes end too early";
        }
        if (e instanceof StackOverflowError) {
            return "it is nested too deeply";
        }
        return otherwise + " (" + e.getClass().getSimpleName() + ")";
    }

    static String name(Schema schema) {
        return schema.getFullName();
    }
}
