package dev.leat.logs;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk, first in, first out, while Kafka is away; what is in here outlives the process. A record leaves when Kafka has confirmed it, and not when it is read. Made by
 * whoever builds the shipper; from then on the sender's alone.
 *
 * <p>Places are counted in bytes since the folder was first used. They are kept in segments, files named by the place at which they begin. Up to which place everything is confirmed
 * stands in a file of its own. What a kill leaves unfinished at the end has no fitting checksum, and is cut off. Nothing is forced to the disk before the end, so a process that is
 * killed loses nothing that is in here, a machine without power may.
 *
 * <p>Always {@code confirmed <= read <= end}: what is between the first two is in memory too, on its way, or lost; what is between the last two is on disk alone.
 */
final class Spill implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    private static final int LEAST_SEGMENT = 64 << 10;
    private static final int SEGMENTS = 8;

    private final SpillFolder folder;
    private final ConfirmedPlace confirmedPlace;
    private final long mostBytes;
    private final Tally tally;
    private final long segmentBytes;
    /** By the place where they begin. What is written begins with a new one, and so does what follows a damaged place. */
    private final TreeMap<Long, Segment> segments = new TreeMap<>();

    private @Nullable Segment reading;
    private long confirmed;
    /** The furthest that was confirmed, though not all before it may be. */
    private long reached;

    private long read;
    private long end;
    private long unread;
    private long unreadOfEarlier;
    private boolean isFull;

    /** @throws ConfigurationException if the folder cannot be used, or another process uses it */
    Spill(Path path, long mostBytes, Tally tally) {
        this.folder = new SpillFolder(path);
        this.mostBytes = mostBytes;
        this.tally = tally;
        this.segmentBytes = Math.max(LEAST_SEGMENT, mostBytes / SEGMENTS);
        try {
            this.confirmedPlace = new ConfirmedPlace(folder);
        } catch (IOException e) {
            folder.close();
            throw folder.unusable(e);
        }
    }

    /** Finds what an earlier process has left. Reads all of it, so not for a thread that somebody waits for. */
    void recover() {
        try {
            confirmed = confirmedPlace.read();
            for (long base : folder.bases()) {
                segments.put(base, Segment.found(folder, base));
            }
            for (Segment segment : segments.values()) {
                unread += segment.cutToWhole(confirmed);
            }
        } catch (IOException e) {
            LOG.warn(
                    "what an earlier process has left in {} cannot be read; it stays there as *{}",
                    folder,
                    Segment.ASIDE,
                    e);
            putAside();
        }
        end = segments.isEmpty()
                ? confirmed
                : Math.max(confirmed, segments.lastEntry().getValue().end());
        confirmed = segments.isEmpty() ? end : Math.max(confirmed, segments.firstKey());
        read = confirmed;
        unreadOfEarlier = unread;
        forgetConfirmed();
    }

    private void putAside() {
        for (Segment segment : segments.values()) {
            segment.putAside();
        }
        confirmed = segments.isEmpty()
                ? confirmed
                : Math.max(confirmed, segments.lastEntry().getValue().end());
        segments.clear();
        unread = 0;
    }

    /** How many records of this process are in here that are not in memory too. */
    long unreadOfOurs() {
        return unread - unreadOfEarlier;
    }

    boolean hasUnread() {
        return unread > 0;
    }

    /**
     * Adds a record; what is in memory stays so, and must then be all that is.
     *
     * @return false if there is no room
     */
    boolean addInMemory(Shipment shipment) {
        if (add(shipment) == null) {
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
        Segment segment = add(shipment);
        if (segment == null) {
            return false;
        }
        unread++;
        segment.addUnread(shipment.level());
        return true;
    }

    /** Where it was added; null if there is no room. */
    private @Nullable Segment add(Shipment shipment) {
        int bytes = SpiltRecord.bytes(shipment);
        long first = segments.isEmpty() ? end : segments.firstKey();
        if (isFull || end + bytes - first > mostBytes) {
            return null;
        }
        Segment segment;
        try {
            segment = writable();
            segment.append(shipment);
        } catch (IOException e) {
            isFull = true; // what follows something half written would not be found again
            LOG.warn("nothing more is spilt to {} until the next start", folder, e);
            return null;
        }
        shipment.place(end);
        end += bytes;
        return segment;
    }

    private Segment writable() throws IOException {
        Segment last = segments.isEmpty() ? null : segments.lastEntry().getValue();
        if (last != null && last.isWritable()) {
            if (end - last.base() < segmentBytes) {
                return last;
            }
            last.endWriting();
        }
        Segment next = Segment.begun(folder, end);
        segments.put(end, next);
        return next;
    }

    /** The next one that is not in memory; null if there is none. */
    @Nullable
    Shipment next() {
        while (unread > 0 && read < end) {
            Map.Entry<Long, Segment> found = segments.floorEntry(read);
            if (found == null || read >= found.getValue().end()) { // what was cut off leaves a gap
                Long next = segments.higherKey(read);
                read = next == null ? end : next;
                continue;
            }
            Segment segment = found.getValue();
            try {
                SpiltRecord record = record(segment);
                if (record != null) {
                    Shipment next = record.shipment(read, segment.isOfEarlierProcess());
                    read += record.bytes();
                    segment.removeUnread(next.level());
                    noLongerUnread(segment, 1);
                    return next;
                }
                LOG.warn("what is spilt to {} is damaged; the rest of that file is not sent", segment.file());
            } catch (IOException e) {
                LOG.warn("what is spilt to {} cannot be read; the rest of that file is not sent", segment.file(), e);
            }
            lose(segment);
        }
        unread = 0;
        unreadOfEarlier = 0;
        return null;
    }

    /** One file is open to be read at a time. */
    private @Nullable SpiltRecord record(Segment segment) throws IOException {
        if (reading != null && reading != segment) {
            reading.endReading();
        }
        reading = segment;
        return segment.read(read);
    }

    private void noLongerUnread(Segment segment, long records) {
        unread -= records;
        if (segment.isOfEarlierProcess()) {
            unreadOfEarlier -= records;
        }
    }

    /** All of it that was not read yet. */
    private void lose(Segment segment) {
        for (LogLevel level : LogLevel.values()) {
            long lost = segment.removeAllUnread(level);
            noLongerUnread(segment, lost);
            if (!segment.isOfEarlierProcess()) { // which has counted its own
                tally.dropped(DropReason.UNREADABLE, level, lost);
            }
        }
        read = segment.end();
        segment.close(); // the next start reads no further than to the damaged place
    }

    /** This record is confirmed or given up. */
    void confirmed(Shipment shipment) {
        reached = Math.max(reached, shipment.place() + SpiltRecord.bytes(shipment));
    }

    /** Writes down that everything up to the furthest that was confirmed is so, and deletes what nobody needs any more. */
    void keepConfirmed() {
        confirmed = Math.max(confirmed, reached);
        try {
            confirmedPlace.write(confirmed);
        } catch (IOException e) {
            LOG.debug("how far spilt records are confirmed could not be written; they may be sent again", e);
        }
        forgetConfirmed();
    }

    private void forgetConfirmed() {
        while (!segments.isEmpty() && segments.firstEntry().getValue().end() <= confirmed) {
            segments.pollFirstEntry().getValue().delete();
        }
    }

    @Override
    public void close() {
        if (!segments.isEmpty()) {
            force(segments.lastEntry().getValue());
        }
        segments.values().forEach(Segment::close);
        confirmedPlace.close();
        folder.close();
    }

    private void force(Segment segment) {
        try {
            segment.force();
        } catch (IOException e) {
            LOG.warn("spilt records in {} may be lost if the machine fails now", folder, e);
        }
    }
}
