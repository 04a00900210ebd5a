package dev.leat.it.chaos;

import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens to members and broker, one blow after the other, as a seed decides. Blows are drawn like cards, so that a short run has
 * some of each kind. For one thread.
 */
final class Storm {
    private static final int FEWEST = 2;
    private static final int MOST = 4;
    private static final int BROKER = 1;
    /** A member may have been heard of by the broker just before it froze, and is missed a little late. */
    private static final Duration BEYOND_THE_SESSION = Duration.ofMillis(1_500);

    /** How long is waited for a member to take up some of the records sent for that. */
    private static final Duration BUSY_AT_LAST = Duration.ofSeconds(1);

    enum Blow {
        START(5),
        CLOSE(2),
        KILL(2),
        FREEZE_LONG(3),
        FREEZE_SHORT(1),
        STOP_BROKER(1),
        KILL_BROKER(1);

        /** How many of it are among the cards. */
        private final int cards;

        Blow(int cards) {
            this.cards = cards;
        }
    }

    private interface Deed {
        void run() throws IOException, InterruptedException;
    }

    /** Something to be done later. */
    private record Due(long nanos, Deed deed) {}

    private final Crew crew;
    private final Embedded kafka;
    private final Feed feed;
    private final Roll roll;
    private final Duration session;
    private final Random random;

    private final Deque<Blow> cards = new ArrayDeque<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private final Map<Blow, Integer> dealt = new EnumMap<>(Blow.class);
    private final List<Freeze> freezes = new ArrayList<>();
    /** What was done when, for whoever reads the ledgers of a failed run. */
    private final List<String> diary = new ArrayList<>();

    private boolean brokerAway;
    /** When the broker was last back, if it is there. */
    private long brokerBackNanos = System.nanoTime();

    Storm(Crew crew, Embedded kafka, Feed feed, Roll roll, Duration session, long seed) {
        this.crew = crew;
        this.kafka = kafka;
        this.feed = feed;
        this.roll = roll;
        this.session = session;
        this.random = new Random(seed);
    }

    /** Returns when it is over: nobody is frozen, the broker is there, and so is a member. */
    void rage(Duration length) throws IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            dealNext();
        }
        calmDown();
    }

    /** These blows, and between them the starts that they need. Returns as the other. */
    void rage(List<Blow> blows) throws IOException, InterruptedException {
        cards.addAll(blows);
        while (!cards.isEmpty()) {
            dealNext();
        }
        calmDown();
    }

    private void dealNext() throws IOException, InterruptedException {
        deal(next());
        pass(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(1_000)));
    }

    private void calmDown() throws IOException, InterruptedException {
        while (!due.isEmpty()) {
            pass(Math.max(0, due.element().nanos() - System.nanoTime()));
        }
        while (crew.atWork().size() < FEWEST) {
            crew.start();
        }
    }

    /** A line for each blow. */
    List<String> diary() {
        return List.copyOf(diary);
    }

    List<Freeze> freezes() {
        return List.copyOf(freezes);
    }

    Map<Blow, Integer> dealt() {
        return Map.copyOf(dealt);
    }

    private Blow next() {
        if (crew.atWork().size() < FEWEST) {
            return Blow.START;
        }
        if (cards.isEmpty()) {
            List<Blow> fresh = new ArrayList<>();
            for (Blow blow : Blow.values()) {
                fresh.addAll(Collections.nCopies(blow.cards, blow));
            }
            Collections.shuffle(fresh, random);
            cards.addAll(fresh);
        }
        return cards.remove();
    }

    private void deal(Blow blow) throws IOException, InterruptedException {
        boolean done = switch (blow) {
            case START -> start();
            case CLOSE -> close();
            case KILL -> kill();
            case FREEZE_LONG -> freeze(session.plus(BEYOND_THE_SESSION).plusMillis(random.nextInt(1_000)));
            case FREEZE_SHORT -> freeze(Duration.ofMillis(100 + random.nextInt((int) session.toMillis() / 2)));
            case STOP_BROKER -> away(() -> kafka.stopNode(BROKER));
            case KILL_BROKER -> away(() -> kafka.killNode(BROKER));
        };
        if (done) {
            dealt.merge(blow, 1, Integer::sum);
        }
    }

    private boolean start() throws IOException {
        if (crew.alive() >= MOST) {
            return false;
        }
        note("started " + crew.start());
        return true;
    }

    private boolean close() throws IOException, InterruptedException {
        Member member = busy();
        note("asked " + member + " to leave");
        member.leave();
        return true;
    }

    private boolean kill() throws IOException, InterruptedException {
        Member member = busy();
        note("killed " + member);
        member.kill();
        return true;
    }

    /** A member in the middle of its work, if there is one to be found. */
    private Member busy() throws IOException, InterruptedException {
        List<Member> choice = new ArrayList<>(crew.atWork());
        Collections.shuffle(choice, random);
        List<Long> before = choice.stream().map(Member::written).toList();
        feed.burst();
        long end = System.nanoTime() + BUSY_AT_LAST.toNanos();
        do {
            for (int i = 0; i < choice.size(); i++) {
                if (choice.get(i).written() > before.get(i)) {
                    return choice.get(i);
                }
            }
            pass(TimeUnit.MILLISECONDS.toNanos(1));
        } while (System.nanoTime() < end);
        return choice.get(0);
    }

    private boolean freeze(Duration length) throws IOException, InterruptedException {
        Member member = busy();
        boolean there = !brokerAway;
        long from = System.nanoTime();
        member.freeze();
        note("froze " + member + " for " + length);
        later(length, () -> {
            boolean expels = length.compareTo(session) > 0
                    && there
                    && !brokerAway
                    && brokerBackNanos - from < 0
                    && roll.isMissing(member);
            note("thaws " + member);
            freezes.add(new Freeze(member.id(), from, System.nanoTime(), expels));
            member.thaw();
        });
        return true;
    }

    private boolean away(Runnable end) {
        if (brokerAway) {
            return false;
        }
        note("ends the broker");
        end.run();
        note("broker is away");
        brokerAway = true;
        later(Duration.ofMillis(500 + random.nextInt(2_000)), () -> {
            kafka.startNode(BROKER);
            brokerBackNanos = System.nanoTime();
            brokerAway = false;
            note("broker is back");
        });
        return true;
    }

    private void note(String what) {
        diary.add(System.nanoTime() + " " + what);
    }

    private void later(Duration pause, Deed deed) {
        due.add(new Due(System.nanoTime() + pause.toNanos(), deed));
    }

    /** Lets time pass, and does what is due meanwhile. */
    private void pass(long nanos) throws IOException, InterruptedException {
        long end = System.nanoTime() + nanos;
        do {
            while (!due.isEmpty() && due.element().nanos() - System.nanoTime() <= 0) {
                due.remove().deed().run();
            }
            if (!crew.failed().isEmpty()) {
                throw new IllegalStateException("ended by themselves: " + crew.failed());
            }
            long until = due.isEmpty() ? end : Math.min(end, due.element().nanos());
            LockSupport.parkNanos(until - System.nanoTime());
        } while (System.nanoTime() < end);
    }
}
