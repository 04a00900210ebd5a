package dev.leat.config;

import dev.leat.core.Leat;
import org.jspecify.annotations.Nullable;

/** A store that is published from, in a process that may be killed; one attempt at a time, on a thread of that process. */
final class StormWriter {
    private final String name;
    private final Leat leat;
    private final ConfigStore store;
    private @Nullable StormAttempt open;
    private @Nullable Throwable surprise;

    StormWriter(String name, Leat leat, ConfigStore store) {
        this.name = name;
        this.leat = leat;
        this.store = store;
    }

    String name() {
        return name;
    }

    Leat leat() {
        return leat;
    }

    ConfigStore store() {
        return store;
    }

    boolean isBusy() {
        return open != null;
    }

    /** What no publication may end with. */
    @Nullable
    Throwable surprise() {
        return surprise;
    }

    void begin(StormAttempt attempt) {
        open = attempt;
        leat.surroundings()
                .thread("storm-" + name, () -> {
                    work(attempt);
                    open = null;
                })
                .start();
    }

    private void work(StormAttempt attempt) {
        try {
            attempt.done(attempt.publishedBy(store));
        } catch (ConfigConflictException e) {
            attempt.ended(StormAttempt.Outcome.CONFLICT, String.valueOf(e.getMessage()));
        } catch (ConfigRejectedException e) {
            attempt.ended(StormAttempt.Outcome.REJECTED, String.valueOf(e.getMessage()));
        } catch (ConfigStoreException e) {
            attempt.ended(StormAttempt.Outcome.UNKNOWN, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            attempt.ended(StormAttempt.Outcome.UNKNOWN, e.toString());
            surprise = e;
        }
    }

    /** Its process is no more. */
    void killed() {
        StormAttempt attempt = open;
        if (attempt != null) {
            attempt.ended(StormAttempt.Outcome.UNKNOWN, "killed");
        }
        open = null;
    }
}
