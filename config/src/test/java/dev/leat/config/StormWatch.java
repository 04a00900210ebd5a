package dev.leat.config;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One namespace of an instance, as it is seen from outside, and by its listeners. */
final class StormWatch {
    private final Surroundings surroundings;
    private final String name;
    private final StormRules.Kind kind;
    private final LiveConfig<StormRules> live;
    private final @Nullable LastKnownGood file;
    private final List<String> wrong = new ArrayList<>();
    private final List<Ear> ears = new ArrayList<>();
    /** Versions that a listener has refused only this once. */
    private final Set<String> refused = new HashSet<>();

    private long before;
    private int changes;

    StormWatch(
            Surroundings surroundings,
            String name,
            StormRules.Kind kind,
            LiveConfig<StormRules> live,
            @Nullable LastKnownGood file,
            long floor) {
        this.surroundings = surroundings;
        this.name = name;
        this.kind = kind;
        this.live = live;
        this.file = file;
        this.before = floor;
        ears.add(new Ear("first"));
        ears.add(new Ear("second"));
        ears.add(new Ear("third"));
        live.listen(ears.get(0));
        live.listen("/delay", ears.get(1));
        live.listen(ears.get(2));
    }

    LiveConfig<StormRules> live() {
        return live;
    }

    int changes() {
        return changes;
    }

    Ear ear(int number) {
        return ears.get(number);
    }

    /** Whatever is under way: what is in force is good. */
    void look(StormLedger ledger) {
        Snapshot<StormRules> now = live.snapshot();
        if (now.version() == 0) {
            require(now.value().equals(StormRules.DEFAULTS), now + " are not the defaults");
        } else {
            Optional<Revision> revision = ledger.published(live.namespace(), now.version(), now.hash());
            require(revision.isPresent(), now + " is in force, and was never published");
            Map<String, Object> values = StormLedger.values(revision.get());
            require(kind.accepts(values), now + " is in force, and no good: " + values);
            require(now.value().equals(StormRules.of(values)), now + " has " + now.value() + " of " + values);
        }
        require(now.version() >= before, "version " + now.version() + " is in force after " + before);
        before = now.version();
        require(wrong.isEmpty(), String.join("; ", wrong));
        boolean isHeldUp = ears.stream().anyMatch(ear -> ear.isHanging);
        ears.forEach(ear -> require(
                isHeldUp || ear.isPreparedFor == null,
                ear.ear + " was not told what became of version " + ear.isPreparedFor));
        lookAtFile(now, ledger);
    }

    private void lookAtFile(Snapshot<StormRules> now, StormLedger ledger) {
        Optional<Revision> kept = file == null ? Optional.empty() : file.read();
        kept.ifPresent(revision -> {
            require(kind.accepts(StormLedger.values(revision)), "the file has " + revision + ", which is no good");
            require(revision.version() <= now.version(), "the file has " + revision + ", in force is " + now);
            require(
                    ledger.published(live.namespace(), revision.version(), revision.hash())
                            .isPresent(),
                    "the file has " + revision + ", which was never published");
        });
        if (file != null
                && now.origin() == Snapshot.Origin.TOPIC
                && live.notKept().isEmpty()) {
            require(
                    kept.map(Revision::version).equals(Optional.of(now.version())),
                    "the file has " + kept + ", and should have " + now);
        }
    }

    /** When everything has been read for sure. */
    void lookAtRest(StormLedger ledger) {
        Optional<Revision> newest = ledger.newest(live.namespace());
        if (newest.isEmpty()) {
            return;
        }
        Snapshot<StormRules> now = live.snapshot();
        Revision top = newest.get();
        if (top.version() > now.version()) {
            boolean isGood = kind.accepts(StormLedger.values(top)) && !refused.contains(top.version() + top.hash());
            require(!isGood, top + " is not in force, but " + now);
            require(
                    live.rejection().map(Rejection::version).orElse(0L) >= top.version(),
                    top + " is not in force, and nobody says that it is rejected: " + live.rejection());
        } else if (top.version() < now.version() || !top.hash().equals(now.hash())) {
            require(
                    live.wentBackTo().equals(OptionalLong.of(top.version())),
                    "the topic has " + top + ", in force is " + now + ", and it says " + live.wentBackTo());
        } else {
            require(now.origin() == Snapshot.Origin.TOPIC, now + " is what the topic has");
        }
    }

    private void require(boolean condition, String otherwise) {
        StormLedger.require(condition, name + " " + live.namespace() + ": " + otherwise);
    }

    /** A listener in a mood. */
    final class Ear implements ConfigListener<StormRules> {
        private final String ear;
        private @Nullable Long isPreparedFor;
        private boolean refusesNext;
        private boolean failsNext;
        private boolean hangsNext;
        private boolean hangsWhenTold;
        private boolean isHanging;

        Ear(String ear) {
            this.ear = ear;
        }

        void refusesNext() {
            refusesNext = true;
        }

        void failsNext() {
            failsNext = true;
        }

        /** Until it is interrupted; what it has prepared by then counts for nothing. */
        void hangsNext(boolean whenTold) {
            hangsNext = !whenTold;
            hangsWhenTold = whenTold;
        }

        void calms() {
            hangsNext = false;
            hangsWhenTold = false;
            refusesNext = false;
            failsNext = false;
        }

        private void note(boolean isRight, String otherwise) {
            if (!isRight) {
                wrong.add(ear + " " + otherwise);
            }
        }

        @Override
        public void prepare(Change<StormRules> change) throws InterruptedException {
            Snapshot<StormRules> next = change.after();
            note(isPreparedFor == null, "prepares for " + next + " after " + isPreparedFor);
            note(
                    next.version() == 0 || !live.snapshot().equals(next),
                    "prepares for what is in force already: " + next);
            note(
                    change.before().isEmpty()
                            || live.snapshot().equals(change.before().get()),
                    "hears of another before");
            if (hangsNext && next.version() > 0) {
                hangsNext = false;
                refused.add(next.version() + next.hash());
                hang();
            }
            if (refusesNext) {
                refusesNext = false;
                refused.add(next.version() + next.hash());
                throw new IllegalStateException(ear + " has another mind");
            }
            if (this == ears.get(2) && kind.listenerRefuses(next.value())) {
                throw new IllegalStateException(ear + " does not like it");
            }
            isPreparedFor = next.version();
        }

        @Override
        public void undo(Change<StormRules> change) {
            note(
                    Objects.equals(isPreparedFor, change.after().version()),
                    "undoes " + change + " after " + isPreparedFor);
            isPreparedFor = null;
            failOnce();
        }

        @Override
        public void changed(Change<StormRules> change) throws InterruptedException {
            changes++;
            Snapshot<StormRules> now = change.after();
            note(
                    Objects.equals(isPreparedFor, now.version()),
                    "is told of " + now + " and was prepared for " + isPreparedFor);
            note(live.snapshot().equals(now), "is told of " + now + " while in force is " + live.snapshot());
            note(
                    change.differences().stream()
                                    .anyMatch(each ->
                                            this != ears.get(1) || each.path().equals("/delay"))
                            || change.kind() == Change.Kind.INITIAL
                            || this != ears.get(1),
                    "is told of what it does not care for");
            isPreparedFor = null;
            if (hangsWhenTold && now.version() > 0) {
                hangsWhenTold = false;
                hang();
            }
            failOnce();
        }

        private void hang() throws InterruptedException {
            isHanging = true;
            try {
                surroundings.await(new CountDownLatch(1), Duration.ofHours(9).toNanos());
            } finally {
                isHanging = false;
            }
        }

        private void failOnce() {
            if (failsNext) {
                failsNext = false;
                throw new IllegalStateException(ear + " stumbles");
            }
        }
    }
}
