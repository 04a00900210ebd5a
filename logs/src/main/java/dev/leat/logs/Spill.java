package dev.leat.logs;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk, first in, first out, while Kafka is away; what is in here outlives the process. A record leaves when Kafka has confirmed it, and not when it is read. Made by
 * whoever builds the shipper; from then on the sender's alone.
 *
 * <p>Places are counted in bytes since the folder was first used. They are kept in segments, files named by the place at which they begin: each record its length, a checksum and
 * itself. Up to which place everything is confirmed stands in a file of its own. What a kill leaves unfinished at the end has no fitting checksum, and is cut off. Nothing is forced to
 * the disk before the end, so a process that is killed loses nothing that is in here, a machine without power may.
 */
final class Spill implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    private static final String SUFFIX = ".spill";
    private static final String ASIDE = ".unreadable";
    private static final int DIGITS = 20;
    private static final Pattern NAME = Pattern.compile("0[0-8]\\d{18}\\.spill");
    private static final int HEADER = 8;
    /** Time, level, and how long the key is. */
    private static final int LEAST_BODY = 8 + 1 + 4;

    /** A process has each folder once: to close a second channel on its lock would give up the first one's lock. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private static final int LEAST_SEGMENT = 64 << 10;
    private static final int SEGMENTS = 8;

    private final Path folder;
    /** The same, however it is written. */
    private final Path real;

    private final long mostBytes;
    private final Tally tally;
    private final long segmentBytes;
    private final FileChannel lockFile;
    /** Held for as long as the channel is open. */
    @SuppressWarnings("unused")
    private final FileLock lock;

    private final FileChannel confirmedFile;
    /** By the place where they begin. */
    private final TreeMap<Long, Segment> segments = new TreeMap<>();

    private @Nullable FileChannel writing;
    private @Nullable FileChannel reading;
    private long readingBase = -1;
    private long confirmed;
    private long reached;
    private long read;
    private long end;
    private long unread;
    private long unreadOfEarlier;
    /** What stands before this was written by an earlier process. */
    private long ownFrom;

    private boolean isFull;

    /** Of one process: what is written begins with a new one, and so does what follows a damaged place. */
    private static final class Segment {
        private long end;
        /** By level, what is not in memory too. */
        private final long[] unread = new long[LogLevel.values().length];

        Segment(long end) {
            this.end = end;
        }
    }

    /** @throws ConfigurationException if the folder cannot be used, or another process uses it */
    Spill(Path folder, long mostBytes, Tally tally) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.tally = tally;
        this.segmentBytes = Math.max(LEAST_SEGMENT, mostBytes / SEGMENTS);
        try {
            Files.createDirectories(folder);
            real = folder.toRealPath();
            if (!IN_USE.add(real)) {
                throw inUse(folder);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        boolean isDone = false;
        FileChannel opened = null;
        try {
            opened = open(folder.resolve("lock"));
            FileLock taken = lockFile(opened);
            if (taken == null) {
                throw inUse(folder);
            }
            lockFile = opened;
            lock = taken;
            confirmedFile = open(folder.resolve("confirmed"));
            isDone = true;
        } catch (IOException e) {
            throw unusable(folder, e);
        } finally {
            if (!isDone) {
                close(opened);
                IN_USE.remove(real);
            }
        }
    }

    private static ConfigurationException inUse(Path folder) {
        return new ConfigurationException(
                "log shipper",
                "the folder " + folder + " for spilt records is in use; give each shipper one of its own");
    }

    private static ConfigurationException unusable(Path folder, IOException why) {
        return new ConfigurationException(
                "log shipper", "the folder " + folder + " for spilt records cannot be used: " + why);
    }

    private static @Nullable FileLock lockFile(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by this process
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Finds what an earlier process has left. Reads all of it, so not for a thread that somebody waits for. */
    void recover() {
        try {
            ByteBuffer place = ByteBuffer.allocate(12);
            if (confirmedFile.read(place, 0) == 12 && place.getInt(8) == checksum(place.array(), 0, 8)) {
                confirmed = place.getLong(0);
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each ->
                                NAME.matcher(each.getFileName().toString()).matches())
                        .toList()) {
                    long base = Long.parseLong(file.getFileName().toString().substring(0, DIGITS));
                    segments.put(base, new Segment(base + Files.size(file)));
                }
            }
            for (Map.Entry<Long, Segment> segment : segments.entrySet()) {
                cutToWhole(segment.getKey(), segment.getValue());
            }
        } catch (IOException e) {
            LOG.warn("what an earlier process has left in {} cannot be read; it stays there as *{}", folder, ASIDE, e);
            putAside();
        }
        end = segments.isEmpty()
                ? confirmed
                : Math.max(confirmed, segments.lastEntry().getValue().end);
        confirmed = segments.isEmpty() ? end : Math.max(confirmed, segments.firstKey());
        read = confirmed;
        ownFrom = end;
        unreadOfEarlier = unread;
        forgetConfirmed();
    }

    /** So that nothing is written over it, and it is not taken for confirmed later. */
    private void putAside() {
        for (long base : segments.keySet()) {
            try {
                Files.move(file(base), Path.of(file(base) + ASIDE));
            } catch (IOException e) {
                LOG.warn("{} cannot be renamed", file(base), e);
            }
        }
        confirmed = segments.isEmpty()
                ? confirmed
                : Math.max(confirmed, segments.lastEntry().getValue().end);
        segments.clear();
        unread = 0;
    }

    /** Counts what is to be sent of a segment, and finds where it ends in truth. */
    private void cutToWhole(long base, Segment segment) throws IOException {
        try (FileChannel file = open(file(base))) {
            long at = base;
            long size = file.size();
            for (byte[] body = body(file, at - base, size); body != null; body = body(file, at - base, size)) {
                if (at >= confirmed) {
                    unread++;
                    segment.unread[level(body).index()]++;
                }
                at += HEADER + body.length;
            }
            if (at - base < size) {
                LOG.warn(
                        "{} bytes at the end of {} were not written to their end, and are cut off",
                        size - (at - base),
                        file(base));
                file.truncate(at - base);
            }
            segment.end = at;
        }
    }

    /** Null if there is none, or it is not whole. */
    private static byte @Nullable [] body(FileChannel file, long at, long size) throws IOException {
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
                ? body.array()
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

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private Path file(long base) {
        return folder.resolve(String.format(Locale.ROOT, "%020d%s", base, SUFFIX));
    }

    /** How many records of this process are in here that are not in memory too. */
    long unreadOfOurs() {
        return unread - unreadOfEarlier;
    }

    boolean hasUnread() {
        return unread > 0;
    }

    /** Whether it was written by an earlier process. */
    boolean isOfEarlierProcess(Shipment shipment) {
        return shipment.place() < ownFrom;
    }

    /**
     * Adds a record; what is in memory stays so, and must then be all that is.
     *
     * @return false if there is no room
     */
    boolean addInMemory(Shipment shipment) {
        if (!add(shipment)) {
            return false;
        }
        read = end;
        return true;
    }

    /**
     * Adds a record, that is read again later.
     *
     * @return false if there is no room
     */
    boolean addUnread(Shipment shipment) {
        if (!add(shipment)) {
            return false;
        }
        unread++;
        segments.lastEntry().getValue().unread[shipment.level().index()]++;
        return true;
    }

    private boolean add(Shipment shipment) {
        byte[] key = shipment.key();
        byte[] value = shipment.value();
        int length = LEAST_BODY + key.length + value.length;
        long first = segments.isEmpty() ? end : segments.firstKey();
        if (isFull || end + HEADER + length - first > mostBytes) {
            return false;
        }
        ByteBuffer record = ByteBuffer.allocate(HEADER + length);
        record.position(HEADER);
        record.putLong(shipment.timestampMillis())
                .put((byte) shipment.level().index())
                .putInt(key.length)
                .put(key)
                .put(value);
        record.putInt(0, length).putInt(4, checksum(record.array(), HEADER, length));
        record.rewind();
        try {
            FileChannel file = writable();
            while (record.hasRemaining()) {
                file.write(record);
            }
        } catch (IOException e) {
            isFull = true; // what follows something half written would not be found again
            LOG.warn("nothing more is spilt to {} until the next start", folder, e);
            return false;
        }
        shipment.place(end);
        end += HEADER + length;
        segments.lastEntry().getValue().end = end;
        return true;
    }

    private FileChannel writable() throws IOException {
        FileChannel file = writing;
        if (file != null && end - segments.lastKey() < segmentBytes) {
            return file;
        }
        if (file != null) {
            file.close();
        }
        file = open(file(end));
        file.truncate(0);
        segments.put(end, new Segment(end));
        writing = file;
        return file;
    }

    /** The next one that is not in memory; null if there is none. */
    @Nullable
    Shipment next() {
        while (unread > 0 && read < end) {
            Map.Entry<Long, Segment> found = segments.floorEntry(read);
            if (found == null || read >= found.getValue().end) { // what was cut off leaves a gap
                Long next = segments.higherKey(read);
                read = next == null ? end : next;
                continue;
            }
            long base = found.getKey();
            Segment segment = found.getValue();
            try {
                byte[] body = body(readable(base), read - base, segment.end - base);
                if (body != null) {
                    Shipment next = shipment(body, read);
                    read += HEADER + body.length;
                    segment.unread[next.level().index()]--;
                    noLongerUnread(base, 1);
                    return next;
                }
                LOG.warn("what is spilt to {} is damaged; the rest of that file is not sent", file(base));
            } catch (IOException e) {
                LOG.warn("what is spilt to {} cannot be read; the rest of that file is not sent", file(base), e);
            }
            lose(base, segment);
        }
        unread = 0;
        unreadOfEarlier = 0;
        return null;
    }

    private void noLongerUnread(long base, long records) {
        unread -= records;
        if (base < ownFrom) {
            unreadOfEarlier -= records;
        }
    }

    /** All of it that was not read yet. */
    private void lose(long base, Segment segment) {
        for (LogLevel level : LogLevel.values()) {
            long lost = segment.unread[level.index()];
            segment.unread[level.index()] = 0;
            noLongerUnread(base, lost);
            if (base >= ownFrom) { // an earlier process has counted its own
                tally.dropped(DropReason.UNREADABLE, level, lost);
            }
        }
        read = segment.end;
        if (base == segments.lastKey() && writing != null) { // the next start reads no further than to here
            close(writing);
            writing = null;
        }
    }

    private FileChannel readable(long base) throws IOException {
        FileChannel file = reading;
        if (file == null || readingBase != base) {
            if (file != null) {
                file.close();
            }
            file = FileChannel.open(file(base), StandardOpenOption.READ);
            reading = file;
            readingBase = base;
        }
        return file;
    }

    private static Shipment shipment(byte[] body, long place) {
        ByteBuffer record = ByteBuffer.wrap(body);
        long timestamp = record.getLong();
        LogLevel level = level(body);
        record.get();
        byte[] key = new byte[record.getInt()];
        record.get(key);
        byte[] value = new byte[record.remaining()];
        record.get(value);
        Shipment shipment = new Shipment(level, timestamp, key, value);
        shipment.place(place);
        return shipment;
    }

    private static LogLevel level(byte[] body) {
        return LogLevel.of(body[8]);
    }

    /** This record is confirmed or given up. */
    void confirmed(Shipment shipment) {
        reached = Math.max(
                reached, shipment.place() + HEADER + LEAST_BODY + shipment.key().length + shipment.value().length);
    }

    /** Writes down that everything up to the furthest that was confirmed is so, and deletes what nobody needs any more. */
    void keepConfirmed() {
        confirmed = Math.max(confirmed, reached);
        ByteBuffer place = ByteBuffer.allocate(12);
        place.putLong(confirmed).putInt(checksum(place.array(), 0, 8)).rewind();
        try {
            confirmedFile.write(place, 0);
        } catch (IOException e) {
            LOG.debug("how far spilt records are confirmed could not be written; they may be sent again", e);
        }
        forgetConfirmed();
    }

    private void forgetConfirmed() {
        while (!segments.isEmpty() && segments.firstEntry().getValue().end <= confirmed) {
            long base = segments.firstKey();
            try {
                if (base == readingBase && reading != null) {
                    reading.close();
                    reading = null;
                    readingBase = -1;
                }
                if (segments.size() == 1 && writing != null) {
                    writing.close();
                    writing = null;
                }
                Files.delete(file(base));
            } catch (NoSuchFileException e) {
                // somebody was quicker
            } catch (IOException e) {
                LOG.warn("{} cannot be deleted, and is in the way", file(base), e);
            }
            segments.remove(base);
        }
    }

    @Override
    public void close() {
        force(writing);
        close(writing);
        close(reading);
        close(confirmedFile);
        close(lockFile);
        IN_USE.remove(real);
    }

    private void force(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.force(false);
            }
        } catch (IOException e) {
            LOG.warn("spilt records in {} may be lost if the machine fails now", folder, e);
        }
    }

    /** One that cannot be closed does not keep others open. */
    private void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("a file in {} for spilt records cannot be closed", folder, e);
        }
    }
}
