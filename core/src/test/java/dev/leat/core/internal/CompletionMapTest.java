package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Above a commit, a restart may know of less than was finished, never of more. */
@Timeout(60)
class CompletionMapTest {
    private static final int MAX = CompletionMap.DEFAULT_MAX_CHARACTERS;
    private static final int MILLION = 1 << 20;

    @Test
    void nothingFinishedAboveTheFrontierNeedsNoText() {
        OffsetWindow window = window(100, 50, new BitSet());
        assertThat(CompletionMap.write(window, 3, MAX)).isEmpty();

        window = window(100, 0, new BitSet());
        assertThat(CompletionMap.write(window, 3, MAX)).isEmpty();
    }

    @Test
    void tellsWhatWasFinishedAboveTheFrontier() {
        OffsetWindow window = window(100, 10, bits(2, 3, 4, 9));

        CompletionMap map = read(CompletionMap.write(window, 7, MAX), 100);

        assertThat(map.base()).isEqualTo(100);
        assertThat(map.top()).isEqualTo(110);
        assertThat(map.leaderEpoch()).contains(7);
        assertThat(finished(map, 95, 115)).isEqualTo(bits(7, 8, 9, 14));
    }

    @Test
    void anOffsetThatTheFrontierHasNotPassedYetCountsAsUnfinished() {
        OffsetWindow window = window(100, 10, bits(0, 1, 5));

        CompletionMap map = read(CompletionMap.write(window, 7, MAX), 100);

        assertThat(finished(map, 100, 110)).isEqualTo(bits(1, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE})
    void aLeaderEpochIsKept(int epoch) {
        OffsetWindow window = window(5, 2, bits(1));

        assertThat(read(CompletionMap.write(window, epoch, MAX), 5).leaderEpoch())
                .contains(epoch);
    }

    @Test
    void aLeaderEpochMayBeUnknown() {
        assertThat(read(CompletionMap.write(window(5, 2, bits(1)), null, MAX), 5)
                        .leaderEpoch())
                .isEmpty();
    }

    @Test
    void offsetsMayBeAsLargeAsTheyGet() {
        long start = Long.MAX_VALUE - 5000;

        CompletionMap map = read(CompletionMap.write(window(start, 200, bits(1, 150)), 0, MAX), start);

        assertThat(map.isFinished(start)).isFalse();
        assertThat(map.isFinished(start + 150)).isTrue();
        assertThat(map.top()).isEqualTo(start + 151);
    }

    @Test
    void aMapOfAnotherOffsetIsRefused() {
        String text = CompletionMap.write(window(100, 10, bits(2)), 7, MAX);

        assertThat(CompletionMap.read(text, 99)).isEmpty();
        assertThat(CompletionMap.read(text, 101)).isEmpty();
        assertThat(CompletionMap.read(text, 100)).isPresent();
    }

    static long[] seeds() {
        return new Random(20).longs(60).toArray();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithASetOfBitsOrIsAPrefixOfIt(long seed) {
        Random random = new Random(seed);
        long start = random.nextInt(4) == 0 ? random.nextLong() >>> 2 : random.nextInt(10_000);
        int offsets = 1 + random.nextInt(30_000);
        BitSet done = randomBits(random, offsets);
        OffsetWindow window = window(start, offsets, done);
        window.advance();
        int limit = random.nextBoolean() ? MAX : random.nextInt(300);

        String text = CompletionMap.write(window, 1, limit);

        assertThat(text.length()).isLessThanOrEqualTo(limit);
        int frontier = done.nextClearBit(0);
        if (done.length() <= frontier) {
            assertThat(text).isEmpty();
        } else if (!text.isEmpty()) {
            CompletionMap map = read(text, start + frontier);
            int top = (int) (map.top() - start);
            BitSet prefix = done.get(0, top);
            prefix.clear(0, frontier);
            assertThat(finished(map, start, start + offsets)).isEqualTo(prefix);
            assertThat(done.get(top)).as("runs are kept whole").isFalse();
            if (text.length() < limit - 12) {
                assertThat(done.length())
                        .as("nothing is left out that would fit")
                        .isEqualTo(top);
            }
        }
    }

    @Test
    void oneRunMoreIsKeptForEachTwoBytesOfRoom() {
        OffsetWindow window = window(0, 2 * SEGMENT, everyOther(2 * SEGMENT));
        long before = 0;

        for (int limit = 0; limit < 200; limit++) {
            String text = CompletionMap.write(window, null, limit);

            assertThat(text.length()).isLessThanOrEqualTo(limit);
            // Six for the magic, then four characters for three bytes: four of the checksum, two of the header, two a
            // pair.
            int bytes = Math.max(0, limit - 6) * 3 / 4;
            long top = Math.max(0, bytes - 6) / 2 * 2L;
            assertThat(text.isEmpty() ? 0 : read(text, 0).top()).isEqualTo(top);
            assertThat(top).isGreaterThanOrEqualTo(before);
            before = top;
        }
    }

    @Test
    void whatIsExactlyAsLongAsTheLimitFits() {
        OffsetWindow window = window(1000, 3000, randomBits(new Random(4), 3000));
        int length = CompletionMap.write(window, 5, Integer.MAX_VALUE).length();

        assertThat(CompletionMap.write(window, 5, length)).hasSize(length);
        assertThat(CompletionMap.write(window, 5, length - 1)).hasSizeLessThan(length);
    }

    @Test
    void aMillionOffsetsOfWhichEveryOtherIsFinishedFillTheTextAndNoMore() {
        OffsetWindow window = window(12_345, MILLION, everyOther(MILLION));

        String text = CompletionMap.write(window, 9, MAX);

        assertThat(text.length()).isBetween(MAX - 3, MAX);
        CompletionMap map = read(text, 12_345);
        assertThat(map.top() - map.base()).isBetween(3000L, 3070L);
        assertThat(finished(map, map.base(), map.top())).isEqualTo(everyOther((int) (map.top() - map.base())));
    }

    @Test
    void aMillionOffsetsAboveOneThatHangsTakeTwentyCharacters() {
        BitSet done = new BitSet();
        done.set(1, MILLION);

        String text = CompletionMap.write(window(0, MILLION, done), null, MAX);

        assertThat(text.length()).isLessThan(21);
        assertThat(read(text, 0).top()).isEqualTo(MILLION);
    }

    @Test
    void workersThatFinishMeanwhileDoNoHarm() throws InterruptedException {
        OffsetWindow window = window(0, MILLION, new BitSet());
        BitSet started = new BitSet(); // guarded by itself: set before the window's bit
        Thread worker = new Thread(() -> {
            Random random = new Random(1);
            for (int i = 0; i < 20_000; i++) {
                int offset = 1 + random.nextInt(4000);
                synchronized (started) {
                    if (started.get(offset)) {
                        continue;
                    }
                    started.set(offset);
                }
                window.finish(offset);
            }
        });
        worker.start();

        boolean last = false;
        while (!last) {
            last = !worker.isAlive();
            String text = CompletionMap.write(window, null, MAX);
            if (!text.isEmpty()) {
                BitSet claimed = finished(read(text, 0), 0, 5000);
                synchronized (started) {
                    claimed.andNot(started);
                }
                assertThat(claimed.isEmpty()).isTrue();
            }
        }
        worker.join();
        synchronized (started) {
            assertThat(finished(read(CompletionMap.write(window, null, MILLION), 0), 0, 5000))
                    .isEqualTo(started);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NO_METADATA",
                "leat1:",
                "leat1:A",
                "leat1:====",
                "leat1:äöü",
                "leat2:AAAA",
                "bGVhdA",
                "{\"instance\":\"billing-3\"}",
                "leat1:AAAAAAAA",
                "\uD800"
            })
    void metadataOfOthersIsNoMap(String text) {
        assertThat(CompletionMap.read(text, 0)).isEmpty();
    }

    @Test
    void whateverIsCutOffIsNoMapAnyMore() {
        BitSet done = randomBits(new Random(3), 5000);
        done.clear(0);
        String text = CompletionMap.write(window(77, 5000, done), 2, 400);
        read(text, 77);

        for (int length = 0; length < text.length(); length++) {
            assertThat(CompletionMap.read(text.substring(0, length), 77)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedTextIsRefusedOrSaysTheSame(long seed) {
        Random random = new Random(seed);
        int offsets = 2 + random.nextInt(2000);
        BitSet done = randomBits(random, offsets);
        done.clear(0);
        done.set(offsets - 1);
        String text = CompletionMap.write(window(500, offsets, done), 2, MAX);
        BitSet said = finished(read(text, 500), 500, 2500);

        for (int i = 0; i < 500; i++) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String damaged = new String(bytes, StandardCharsets.ISO_8859_1);

            CompletionMap.read(damaged, 500)
                    .ifPresent(map -> assertThat(finished(map, 500, 2500)).isEqualTo(said));
        }
    }

    /** With a checksum that fits, as an attacker or a later version could write it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyBytesAreReadWithoutHarm(long seed) {
        Random random = new Random(seed);

        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[5 + random.nextInt(60)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes[4] = 0; // the base that is asked for
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes, 4, bytes.length - 4);
            ByteBuffer.wrap(bytes).putInt((int) crc.getValue());
            String text = "leat1:" + Base64.getEncoder().withoutPadding().encodeToString(bytes);

            assertThatCode(() -> CompletionMap.read(text, 0).ifPresent(map -> {
                        assertThat(map.top()).isGreaterThan(map.base());
                        assertThat(map.isFinished(map.base())).isFalse();
                        assertThat(map.isFinished(map.top() - 1)).isTrue();
                        assertThat(map.isFinished(map.top())).isFalse();
                    }))
                    .doesNotThrowAnyException();
        }
    }

    private static final int SEGMENT = 4096;

    private static OffsetWindow window(long start, int offsets, BitSet done) {
        OffsetWindow window = new OffsetWindow(start, MILLION + SEGMENT);
        for (int i = 0; i < offsets; i++) {
            window.deliver(start + i);
        }
        done.stream().forEach(i -> window.finish(start + i));
        return window;
    }

    /** Runs of very different lengths. */
    private static BitSet randomBits(Random random, int offsets) {
        BitSet bits = new BitSet(offsets);
        int most = 1 << random.nextInt(12);
        boolean done = random.nextBoolean();
        for (int from = 0; from < offsets; done = !done) {
            int to = Math.min(offsets, from + 1 + random.nextInt(most));
            bits.set(from, to, done);
            from = to;
        }
        return bits;
    }

    private static BitSet everyOther(int offsets) {
        BitSet bits = new BitSet(offsets);
        for (int i = 1; i < offsets; i += 2) {
            bits.set(i);
        }
        return bits;
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    private static BitSet finished(CompletionMap map, long from, long to) {
        BitSet bits = new BitSet();
        for (long offset = from; offset < to; offset++) {
            bits.set((int) (offset - from), map.isFinished(offset));
        }
        return bits;
    }

    private static CompletionMap read(String text, long base) {
        Optional<CompletionMap> map = CompletionMap.read(text, base);
        assertThat(map).as(text).isPresent();
        return map.orElseThrow();
    }
}
