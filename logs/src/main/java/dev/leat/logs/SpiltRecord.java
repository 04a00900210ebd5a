package dev.leat.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands on disk: how long it is (4 bytes), a checksum (4), and what it consists of: time (8), level (1), how long the key is (4), key and value. Immutable.
 */
final class SpiltRecord {
    private static final int HEADER = 4 + 4;
    private static final int LEVEL_AT = 8;
    private static final int LEAST_BODY = 8 + 1 + 4;

    /** Nobody else's, and whole. */
    private final byte[] body;

    private SpiltRecord(byte[] body) {
        this.body = body;
    }

    /** What this takes on disk. */
    static int bytes(Shipment shipment) {
        return HEADER + LEAST_BODY + shipment.key().length + shipment.value().length;
    }

    /** From its header on, ready to be written. */
    static ByteBuffer written(Shipment shipment) {
        ByteBuffer record = ByteBuffer.allocate(bytes(shipment));
        record.position(HEADER);
        record.putLong(shipment.timestampMillis())
                .put((byte) shipment.level().index())
                .putInt(shipment.key().length)
                .put(shipment.key())
                .put(shipment.value());
        int length = record.capacity() - HEADER;
        return record.putInt(0, length)
                .putInt(4, checksum(record.array(), HEADER, length))
                .rewind();
    }

    /**
     * @param at where it begins in the file
     * @param size where the file ends, or what is to be read of it
     * @return null if there is none, or it is not whole
     */
    static @Nullable SpiltRecord read(FileChannel file, long at, long size) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (at + HEADER > size || readFully(file, header, at) < HEADER) {
            return null;
        }
        int length = header.getInt(0);
        if (length < LEAST_BODY || at + HEADER + length > size) {
            return null;
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        return readFully(file, body, at + HEADER) == length && checksum(body.array(), 0, length) == header.getInt(4)
                ? new SpiltRecord(body.array())
                : null;
    }

    private static int readFully(FileChannel file, ByteBuffer into, long at) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, at + into.position()) < 0) {
                break;
            }
        }
        return into.position();
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** What it takes on disk. */
    int bytes() {
        return HEADER + body.length;
    }

    LogLevel level() {
        return LogLevel.of(body[LEVEL_AT]);
    }

    /**
     * To be sent again.
     *
     * @param place where it stands
     */
    Shipment shipment(long place, boolean isOfEarlierProcess) {
        ByteBuffer record = ByteBuffer.wrap(body);
        long timestamp = record.getLong();
        record.get(); // the level
        byte[] key = new byte[record.getInt()];
        record.get(key);
        byte[] value = new byte[record.remaining()];
        record.get(value);
        return new Shipment(level(), timestamp, key, value, place, isOfEarlierProcess);
    }
}
