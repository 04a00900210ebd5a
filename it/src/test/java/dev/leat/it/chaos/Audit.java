package dev.leat.it.chaos;

import dev.leat.core.Ordering;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the evidence of a run against what Leat promises. */
final class Audit {
    private final Evidence evidence;
    private final Progress progress;
    private final Findings findings = new Findings();

    private Audit(Evidence evidence) {
        this.evidence = evidence;
        this.progress = new Progress(evidence);
    }

    static Findings of(Evidence evidence) {
        Audit audit = new Audit(evidence);
        audit.nothingIsLost();
        audit.lettersTellTheTruth();
        if (evidence.ordering() != Ordering.UNORDERED) {
            audit.lettersOfAKeyStandInItsOrder();
        }
        new OrderAudit(evidence, audit.progress, audit.findings).run();
        Passes passes = new Passes(evidence);
        new CommitAudit(evidence, audit.progress, passes, audit.findings).run();
        new ThawAudit(evidence, passes, audit.findings).run();
        return audit.findings;
    }

    private void nothingIsLost() {
        Set<List<Long>> buried = new HashSet<>();
        evidence.letters().forEach(letter -> buried.add(List.of((long) letter.partition(), letter.offset())));
        for (int partition = 0; partition < evidence.topic().size(); partition++) {
            List<Sent> records = evidence.topic().get(partition);
            for (int offset = 0; offset < records.size(); offset++) {
                Sent sent = records.get(offset);
                if (progress.doneNanos(partition, offset) == Call.NEVER) {
                    findings.add(Finding.Kind.LOST, partition + "@" + offset + " " + sent);
                } else if (sent.work().fate().isPoison()
                        && !buried.contains(List.of((long) partition, (long) offset))) {
                    findings.add(Finding.Kind.POISON_WITHOUT_LETTER, partition + "@" + offset + " " + sent);
                }
            }
        }
    }

    private void lettersTellTheTruth() {
        for (Letter letter : evidence.letters()) {
            Sent sent = evidence.sent(letter.partition(), letter.offset());
            if (!letter.key().equals(sent.key())
                    || !letter.work().equals(sent.work())
                    || !hasCause(letter, sent.work())) {
                findings.add(Finding.Kind.WRONG_LETTER, letter + " for " + sent);
            }
        }
    }

    private void lettersOfAKeyStandInItsOrder() {
        Set<List<Long>> before = new HashSet<>();
        Map<String, Long> latest = new HashMap<>();
        for (Letter letter : evidence.letters()) {
            // What comes again after a rebalance or a crash may come behind letters of later records.
            if (before.add(List.of((long) letter.partition(), letter.offset()))) {
                Long last = latest.put(letter.key(), letter.offset());
                if (last != null && last > letter.offset()) {
                    findings.add(Finding.Kind.LETTERS_OUT_OF_ORDER, letter + " after the one of offset " + last);
                }
            }
        }
    }

    private static boolean hasCause(Letter letter, Work work) {
        return switch (work.fate()) {
            case UNREADABLE ->
                letter.exception().equals("dev.leat.core.SerdeException")
                        && letter.message().contains("not UTF-8")
                        && letter.attempts() == 1;
            case REFUSED ->
                letter.exception().equals(IllegalArgumentException.class.getName())
                        && letter.message().equals(work.refusal())
                        && letter.attempts() == Work.ATTEMPTS;
            default -> false;
        };
    }
}
