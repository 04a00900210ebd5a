package dev.leat.testkit.internal;

import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All places where a test wants to stop a handler. Belongs to whoever has the baton. */
public final class Stops implements Interceptor {
    private record Wanted(Predicate<Delivery> which, Stop stop) {}

    private final Turns turns;
    private final List<Wanted> before = new ArrayList<>();
    private final List<Wanted> after = new ArrayList<>();
    private final List<Stop> anywhere = new ArrayList<>();

    public Stops(Turns turns) {
        this.turns = turns;
    }

    public Stop before(Predicate<Delivery> which) {
        return add(before, which);
    }

    public Stop after(Predicate<Delivery> which) {
        return add(after, which);
    }

    public Stop anywhere() {
        Stop stop = new Stop(turns);
        anywhere.add(stop);
        return stop;
    }

    private Stop add(List<Wanted> all, Predicate<Delivery> which) {
        Stop stop = new Stop(turns);
        all.add(new Wanted(which, stop));
        return stop;
    }

    public void releaseAll() {
        before.forEach(wanted -> wanted.stop.release());
        after.forEach(wanted -> wanted.stop.release());
        anywhere.forEach(Stop::release);
    }

    @Override
    public @Nullable CompletionStage<?> intercept(Delivery delivery, Next next) throws Exception {
        turns.maybeLetOthersGo();
        stopAt(before, delivery);
        try {
            return next.proceed();
        } finally {
            stopAt(after, delivery);
            turns.maybeLetOthersGo();
        }
    }

    private static void stopAt(List<Wanted> all, Delivery delivery) throws InterruptedException {
        for (Wanted wanted : List.copyOf(all)) {
            if (!wanted.stop.isReached() && wanted.which.test(delivery)) {
                wanted.stop.here();
            }
        }
    }
}
