package dev.leat.config;

import dev.leat.core.spi.Surroundings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Something that is done on a thread of its own while its caller does something else. Begun and awaited by one thread. */
final class Aside<T> {
    private final Surroundings surroundings;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable T result;
    private volatile @Nullable Exception failure;

    private Aside(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static <T> Aside<T> begin(Surroundings surroundings, String name, Callable<T> work) {
        Aside<T> aside = new Aside<>(surroundings);
        surroundings.thread(name, () -> aside.run(work)).start();
        return aside;
    }

    private void run(Callable<T> work) {
        try {
            result = work.call();
        } catch (Exception e) {
            failure = e;
        } finally {
            done.countDown();
        }
    }

    /**
     * What it has come to.
     *
     * @throws RuntimeException what it threw
     * @throws InterruptedException if the calling thread was interrupted; it goes on
     */
    T await() throws InterruptedException {
        var unused = surroundings.await(done, Long.MAX_VALUE / 2);
        T found = result;
        if (found != null) {
            return found;
        }
        Exception why = failure;
        if (why instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new ConfigStoreException("interrupted from outside", why == null ? new InterruptedException() : why);
    }
}
