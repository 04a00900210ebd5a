package dev.leat.core.internal;

import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One partition's map, written for a commit and read after a restart. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // setUp() comes first
public class CompletionMapBenchmark extends Measured {
    private static final int LEADER_EPOCH = 3;

    /** What is finished above the frontier. */
    public enum Finished {
        NOTHING,
        RUNS_10,
        RUNS_1000,
        /** More than fits into a commit's metadata. */
        RUNS_20000,
        /** Everything but the first offset of a full window, as behind a record that is stuck. */
        ALL_BUT_ONE;

        OffsetWindow window() {
            return switch (this) {
                case NOTHING -> ofRuns(0);
                case RUNS_10 -> ofRuns(10);
                case RUNS_1000 -> ofRuns(1_000);
                case RUNS_20000 -> ofRuns(20_000);
                case ALL_BUT_ONE -> allButOne();
            };
        }
    }

    @Param
    public Finished finished;

    private OffsetWindow window;
    private String text;

    @Setup
    public void setUp() {
        window = finished.window();
        text = encode();
    }

    /** Runs of 1 to 20 offsets between as long ones that are not finished. */
    static OffsetWindow ofRuns(int runs) {
        Random random = new Random(runs);
        OffsetWindow window = new OffsetWindow(0, Bounds.DEFAULT.offsets());
        for (int i = 0; i < runs; i++) {
            deliver(window, 1 + random.nextInt(20), false);
            deliver(window, 1 + random.nextInt(20), true);
        }
        deliver(window, 20, false);
        return window;
    }

    private static OffsetWindow allButOne() {
        OffsetWindow window = new OffsetWindow(0, Bounds.DEFAULT.offsets());
        deliver(window, 1, false);
        deliver(window, Bounds.DEFAULT.offsets() - 1, true);
        return window;
    }

    private static void deliver(OffsetWindow window, int offsets, boolean finished) {
        for (int i = 0; i < offsets; i++) {
            long offset = window.next();
            window.deliver(offset);
            if (finished) {
                window.finish(offset);
            }
        }
    }

    @Benchmark
    public String encode() {
        return CompletionMap.write(window, LEADER_EPOCH, CompletionMap.DEFAULT_MAX_CHARACTERS);
    }

    @Benchmark
    public Optional<CompletionMap> decode() {
        return CompletionMap.read(text, 0);
    }
}
