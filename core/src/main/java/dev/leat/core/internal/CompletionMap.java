package dev.leat.core.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What was finished above a commit, kept in the commit's metadata, so that it is not run again after a restart. Immutable.
 *
 * <p>As text: {@code leat1:} and, in Base64 without padding, a CRC-32C of all that follows, the committed offset, the leader epoch plus
 * one (zero for none), and then, from the committed offset up, the lengths of runs: unfinished, finished, unfinished, …, each less
 * one. Numbers but the checksum are LEB128. If it does not all fit, the lowest runs are what is kept: a map may know of less than was
 * finished, never of more.
 *
 * <p>Writing looks at one word for each 64 offsets, and at no more of them than fit into the text.
 */
final class CompletionMap {
    /** Kafka's default for the broker's {@code offset.metadata.max.bytes}, which it counts in characters. */
    static final int DEFAULT_MAX_CHARACTERS = 4096;

    private static final String MAGIC = "leat1:";
    private static final int LONGEST_NUMBER_BYTES = 10;
    private static final int HEADER_BYTES = Integer.BYTES + 2 * LONGEST_NUMBER_BYTES;

    private final long base;
    private final @Nullable Integer leaderEpoch;

    /** Ascending: the first offset of a finished run, one past its last, and so on. */
    private final long[] bounds;

    private CompletionMap(long base, @Nullable Integer leaderEpoch, long[] bounds) {
        this.base = base;
        this.leaderEpoch = leaderEpoch;
        this.bounds = bounds;
    }

    /**
     * What is finished above the frontier, to be committed with it; empty if there is nothing. Owner thread. It belongs to
     * {@link OffsetWindow#frontier()} as it is now, so that is the offset to commit, not one from before or after an
     * {@link OffsetWindow#advance()}.
     *
     * @param maxCharacters how long the text may be at most
     */
    static String write(OffsetWindow window, @Nullable Integer leaderEpoch, int maxCharacters) {
        int maxBytes = (int) ((maxCharacters - MAGIC.length()) * 3L / 4);
        // A run of n offsets never takes more than n bytes.
        long maxRunBytes = Math.max(0, Math.min(maxBytes, window.next() - window.frontier()));
        ByteBuffer body = ByteBuffer.allocate(HEADER_BYTES + (int) maxRunBytes);
        body.putInt(0); // the checksum's place
        putNumber(body, window.frontier());
        putNumber(body, leaderEpoch == null ? 0 : leaderEpoch + 1L);
        int header = body.position();
        body.limit(Math.max(header, Math.min(body.limit(), maxBytes)));
        putRuns(body, window);
        if (body.position() == header) {
            return "";
        }
        body.flip();
        body.putInt(0, checksum(body.array(), body.limit()));
        return MAGIC + Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(body.array(), body.limit()));
    }

    /**
     * What such a text says, if it is one, is whole, and belongs to this offset. Other programs may have written the commit, so any
     * text will do.
     */
    static Optional<CompletionMap> read(String metadata, long committedOffset) {
        if (!metadata.startsWith(MAGIC)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(metadata.substring(MAGIC.length()));
            ByteBuffer body = ByteBuffer.wrap(bytes);
            if (body.getInt() != checksum(bytes, bytes.length) || number(body) != committedOffset) {
                return Optional.empty();
            }
            long epoch = number(body);
            return Optional.of(new CompletionMap(
                    committedOffset,
                    epoch == 0 ? null : Integer.valueOf(Math.toIntExact(epoch - 1)),
                    runs(body, committedOffset)));
        } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException foreign) {
            return Optional.empty();
        }
    }

    /** The committed offset it goes with. */
    long base() {
        return base;
    }

    /** One past the highest offset it knows to be finished. */
    long top() {
        return bounds[bounds.length - 1];
    }

    /** The newest epoch of the partition's leaders that it has records of, if that was known. */
    Optional<Integer> leaderEpoch() {
        return Optional.ofNullable(leaderEpoch);
    }

    /** Whether this record was finished, and not another one that had its offset before the log lost its end. */
    boolean isFinished(ConsumerRecord<?, ?> record) {
        int newest = leaderEpoch == null ? -1 : leaderEpoch;
        return record.leaderEpoch().orElse(-1) <= newest && isFinished(record.offset());
    }

    /** Whether this offset, from {@link #base()} on, was finished. */
    boolean isFinished(long offset) {
        int found = Arrays.binarySearch(bounds, offset);
        return found >= 0 ? found % 2 == 0 : ~found % 2 == 1;
    }

    /** Whole pairs of runs only: what follows a prefix is unfinished, as far as it knows. */
    private static void putRuns(ByteBuffer body, OffsetWindow window) {
        long unfinished = window.frontier();
        while (unfinished < window.next()) {
            // An offset that was seen unfinished is taken for that, even if a worker is through with it by now.
            long finished = window.nextFinished(unfinished + 1);
            long end = window.nextUnfinished(finished);
            if (finished == end
                    || numberBytes(finished - unfinished - 1) + numberBytes(end - finished - 1) > body.remaining()) {
                return;
            }
            putNumber(body, finished - unfinished - 1);
            putNumber(body, end - finished - 1);
            unfinished = end;
        }
    }

    private static long[] runs(ByteBuffer body, long base) {
        long[] bounds = new long[body.remaining()]; // no number takes less than a byte
        int count = 0;
        long offset = base;
        do {
            for (int of = 0; of < 2; of++) {
                offset = Math.addExact(offset, Math.addExact(number(body), 1));
                bounds[count++] = offset;
            }
        } while (body.hasRemaining());
        return Arrays.copyOf(bounds, count);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, Integer.BYTES, length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static int numberBytes(long number) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }

    private static void putNumber(ByteBuffer body, long number) {
        long rest = number;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            body.put((byte) ((rest & 0x7F) | 0x80));
        }
        body.put((byte) rest);
    }

    /** Not negative: nothing here is. */
    private static long number(ByteBuffer body) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte next = body.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new ArithmeticException("a number of more than 63 bits");
    }
}
