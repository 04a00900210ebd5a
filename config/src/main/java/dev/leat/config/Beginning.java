package dev.leat.config;

import dev.leat.core.spi.Surroundings;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The start of a store, which is done by one thread, whoever else asks for it meanwhile: they wait, and are told the same. What has failed before it began may be tried again. */
final class Beginning {
    private final Surroundings surroundings;
    /** Null until somebody starts. Guarded by this. */
    private @Nullable Attempt attempt;

    interface Start {
        /** @throws ConfigStoreException if it is refused, and would be again */
        boolean start() throws InterruptedException;
    }

    /** By one thread; what came of it is seen once it is over. */
    private static final class Attempt {
        private final Thread by = Thread.currentThread();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean isDone;
        private volatile @Nullable ConfigStoreException refusal;
    }

    Beginning(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * @param begin what is done, once
     * @param afterwards what is asked instead when that is done; also by whoever asks within it
     * @throws ConfigStoreException if it was refused, now or before
     */
    boolean begin(Start begin, Start afterwards) throws InterruptedException {
        Attempt mine = new Attempt();
        for (Attempt other = taken(mine); other != mine; other = taken(mine)) {
            if (other.by == mine.by && other.over.getCount() > 0) {
                return afterwards.start();
            }
            var unused = surroundings.await(other.over, Long.MAX_VALUE / 2);
            ConfigStoreException refusal = other.refusal;
            if (refusal != null) {
                throw new ConfigStoreException(String.valueOf(refusal.getMessage()), refusal);
            }
            if (other.isDone) {
                return afterwards.start();
            }
        }
        return run(mine, begin);
    }

    private synchronized Attempt taken(Attempt mine) {
        Attempt now = attempt == null ? mine : attempt;
        attempt = now;
        return now;
    }

    private boolean run(Attempt mine, Start begin) throws InterruptedException {
        try {
            boolean result = begin.start();
            mine.isDone = true;
            return result;
        } catch (ConfigStoreException e) {
            mine.refusal = e;
            throw e;
        } finally {
            synchronized (this) {
                if (!mine.isDone && mine.refusal == null) {
                    attempt = null;
                }
            }
            mine.over.countDown();
        }
    }
}
