package dev.leat.it.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a run was made of, as text. */
final class Figures {
    private final Evidence evidence;

    Figures(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public String toString() {
        long records = evidence.topic().stream().mapToLong(List::size).sum();
        long poison = evidence.topic().stream()
                .flatMap(List::stream)
                .filter(sent -> sent.work().fate().isPoison())
                .count();
        long failed = count(Call.Outcome.FAILED);
        Set<List<Long>> assignments = new HashSet<>();
        long firsts = 0;
        for (Call call : evidence.calls()) {
            assignments.add(List.of((long) call.member(), call.assignment()));
            firsts += call.attempt() == 1 ? 1 : 0;
        }
        return "records " + records + ", calls " + evidence.calls().size() + ", of these again in another assignment "
                + (firsts - records) + ", failed " + failed + ", cut off " + count(Call.Outcome.UNKNOWN) + "; poison "
                + poison + ", dead letters " + evidence.letters().size() + "; assignments " + assignments.size()
                + ", commits seen " + evidence.commits().size() + ", freezes "
                + evidence.freezes().size() + ", of these "
                + evidence.freezes().stream().filter(Freeze::expelled).count() + " beyond the session";
    }

    private long count(Call.Outcome outcome) {
        return evidence.calls().stream()
                .filter(call -> call.outcome() == outcome)
                .count();
    }
}
