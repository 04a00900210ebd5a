package dev.leat.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of spilt records that follow each other without gaps, all written by one process, and how many of them are to be read still. For one thread, the sender's.
 *
 * <p>It begins and ends at places of the {@link Spill}. Only what was begun here is written to, and nothing after something half written.
 */
final class Segment {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    /** What nobody can read keeps its name, with this at the end. */
    static final String ASIDE = ".unreadable";

    private final SpillFolder folder;
    private final Path file;
    private final long base;
    private final boolean isOfEarlierProcess;
    private long end;
    /** By level, what is not in memory too. */
    private final long[] unread = new long[LogLevel.values().length];

    private @Nullable FileChannel writing;
    private @Nullable FileChannel reading;

    private Segment(SpillFolder folder, long base, long end, boolean isOfEarlierProcess) {
        this.folder = folder;
        this.file = folder.segment(base);
        this.base = base;
        this.end = end;
        this.isOfEarlierProcess = isOfEarlierProcess;
    }

    /** An empty one, to be written to. */
    static Segment begun(SpillFolder folder, long base) throws IOException {
        Segment segment = new Segment(folder, base, base, false);
        FileChannel file = segment.open();
        segment.writing = file;
        file.truncate(0);
        return segment;
    }

    /** What an earlier process has left; where it ends is to be found out by {@link #cutToWhole}. */
    static Segment found(SpillFolder folder, long base) throws IOException {
        return new Segment(folder, base, base + Files.size(folder.segment(base)), true);
    }

    private FileChannel open() throws IOException {
        return folder.open(file.getFileName().toString());
    }

    Path file() {
        return file;
    }

    long base() {
        return base;
    }

    /** After the last record. */
    long end() {
        return end;
    }

    boolean isOfEarlierProcess() {
        return isOfEarlierProcess;
    }

    /**
     * Finds where it ends in truth, and takes what is not confirmed for unread.
     *
     * @return how many those are
     */
    long cutToWhole(long confirmed) throws IOException {
        long toBeSent = 0;
        try (FileChannel whole = open()) {
            long at = base;
            long size = whole.size();
            SpiltRecord record = SpiltRecord.read(whole, 0, size);
            while (record != null) {
                if (at >= confirmed) {
                    toBeSent++;
                    addUnread(record.level());
                }
                at += record.bytes();
                record = SpiltRecord.read(whole, at - base, size);
            }
            if (at - base < size) {
                LOG.warn(
                        "{} bytes at the end of {} were not written to their end, and are cut off",
                        size - (at - base),
                        file);
                whole.truncate(at - base);
            }
            end = at;
        }
        return toBeSent;
    }

    boolean isWritable() {
        return writing != null;
    }

    /** Only while it is writable. After a failure nothing may follow: it would not be found again. */
    void append(Shipment shipment) throws IOException {
        FileChannel to = writing;
        if (to == null) {
            throw new IllegalStateException("nothing is written to " + file + " any more");
        }
        ByteBuffer record = SpiltRecord.written(shipment);
        while (record.hasRemaining()) {
            to.write(record);
        }
        end += record.limit();
    }

    void endWriting() throws IOException {
        if (writing != null) {
            writing.close();
            writing = null;
        }
    }

    /** What was written outlives the machine from then on. */
    void force() throws IOException {
        if (writing != null) {
            writing.force(false);
        }
    }

    /** Null if what stands there is damaged. */
    @Nullable
    SpiltRecord read(long place) throws IOException {
        FileChannel from = reading;
        if (from == null) {
            from = FileChannel.open(file, StandardOpenOption.READ);
            reading = from;
        }
        return SpiltRecord.read(from, place - base, end - base);
    }

    void endReading() {
        folder.close(reading);
        reading = null;
    }

    /** One more that is on disk alone. */
    void addUnread(LogLevel level) {
        unread[level.index()]++;
    }

    void removeUnread(LogLevel level) {
        unread[level.index()]--;
    }

    /** How many there were, which will not be read. */
    long removeAllUnread(LogLevel level) {
        long all = unread[level.index()];
        unread[level.index()] = 0;
        return all;
    }

    void delete() {
        close();
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            // somebody was quicker
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted, and is in the way", file, e);
        }
    }

    /** So that nothing is written over it, and it is not taken for confirmed later. */
    void putAside() {
        try {
            Files.move(file, Path.of(file + ASIDE));
        } catch (IOException e) {
            LOG.warn("{} cannot be renamed", file, e);
        }
    }

    /** Nothing more is written to it, however it ends; it can still be read. */
    void close() {
        folder.close(writing);
        writing = null;
        endReading();
    }
}
