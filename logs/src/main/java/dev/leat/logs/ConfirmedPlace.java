package dev.leat.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that says up to which place Kafka has confirmed all that was spilt: that place, and its checksum. For one thread, the sender's. */
final class ConfirmedPlace {
    private static final int BYTES = 8 + 4;

    private final SpillFolder folder;
    private final FileChannel file;

    ConfirmedPlace(SpillFolder folder) throws IOException {
        this.folder = folder;
        this.file = folder.open("confirmed");
    }

    /** 0 if nothing whole stands there. */
    long read() throws IOException {
        ByteBuffer place = ByteBuffer.allocate(BYTES);
        boolean isWhole = file.read(place, 0) == BYTES && place.getInt(8) == checksum(place.array());
        return isWhole ? place.getLong(0) : 0;
    }

    void write(long confirmed) throws IOException {
        ByteBuffer place = ByteBuffer.allocate(BYTES);
        place.putLong(confirmed).putInt(checksum(place.array())).rewind();
        file.write(place, 0);
    }

    private static int checksum(byte[] place) {
        return SpiltRecord.checksum(place, 0, 8);
    }

    void close() {
        folder.close(file);
    }
}
