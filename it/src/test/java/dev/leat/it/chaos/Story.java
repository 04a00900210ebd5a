package dev.leat.it.chaos;

import dev.leat.core.Ordering;
import java.util.ArrayList;
import java.util.List;

/** Evidence made by hand: one partition, times as small numbers. */
final class Story {
    private final List<Sent> topic = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<Freeze> freezes = new ArrayList<>();

    Story record(String key, Work.Fate fate) {
        topic.add(new Sent(key, new Work(topic.size(), fate, 0)));
        return this;
    }

    /** A first attempt that ends well, by member 1, in its assignment 1, by a thread of its own. */
    Story done(long offset, long start, long end) {
        return done(1, 1, offset, start, end);
    }

    Story done(int member, long assignment, long offset, long start, long end) {
        return call(member, 100 + offset, assignment, offset, 1, start, end, Call.Outcome.DONE);
    }

    Story call(
            int member,
            long thread,
            long assignment,
            long offset,
            int attempt,
            long start,
            long end,
            Call.Outcome outcome) {
        calls.add(new Call(member, thread, assignment, 0, offset, attempt, start, end, outcome));
        return this;
    }

    /** As it should be. */
    Story letter(long offset) {
        Sent sent = topic.get((int) offset);
        boolean read = sent.work().fate() == Work.Fate.REFUSED;
        return letter(new Letter(
                0,
                offset,
                sent.key(),
                sent.work(),
                read ? IllegalArgumentException.class.getName() : "dev.leat.core.SerdeException",
                read ? sent.work().refusal() : "the bytes are not UTF-8 text",
                read ? Work.ATTEMPTS : 1));
    }

    Story letter(Letter letter) {
        letters.add(letter);
        return this;
    }

    Story commit(long nanos, long offset) {
        commits.add(new Commit(nanos, 0, offset));
        return this;
    }

    Story freeze(int member, long from, long until, boolean expelled) {
        freezes.add(new Freeze(member, from, until, expelled));
        return this;
    }

    /** The kinds that the audit finds, each once. */
    List<Finding.Kind> found(Ordering ordering) {
        return Audit.of(new Evidence(ordering, List.of(topic), calls, letters, commits, freezes)).shown().stream()
                .map(Finding::kind)
                .distinct()
                .toList();
    }

    List<Finding.Kind> found() {
        return found(Ordering.KEY);
    }
}
