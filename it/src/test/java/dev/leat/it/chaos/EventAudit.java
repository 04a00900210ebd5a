package dev.leat.it.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events: at least one for each command, in the order of the saga, and with an id that is that of the command and of no other. */
final class EventAudit {
    private record Asked(String saga, int sequence) {}

    private final List<List<Sent>> topic;
    private final List<Event> events;
    private final Findings findings;

    /** @param events in the order of their topic, partition by partition */
    EventAudit(List<List<Sent>> topic, List<Event> events, Findings findings) {
        this.topic = topic;
        this.events = events;
        this.findings = findings;
    }

    void run() {
        Map<Asked, String> ids = new HashMap<>();
        Map<String, Asked> owners = new HashMap<>();
        Map<String, Integer> latest = new HashMap<>();
        for (Event event : events) {
            Asked asked = new Asked(event.saga(), event.sequence());
            String id = ids.putIfAbsent(asked, event.id());
            if (id == null) {
                Integer before = latest.put(event.saga(), event.sequence());
                if (before != null && before > event.sequence()) {
                    findings.add(
                            Finding.Kind.EVENT_OUT_OF_ORDER, event + " for the first time after that of " + before);
                }
            } else if (!id.equals(event.id())) {
                findings.add(Finding.Kind.EVENT_ID_CHANGED, event + ", before it was " + id);
            }
            Asked owner = owners.putIfAbsent(event.id(), asked);
            if (owner != null && !owner.equals(asked)) {
                findings.add(Finding.Kind.EVENT_ID_SHARED, event + " and " + owner);
            }
        }
        compare(ids);
    }

    /** Leaves of the answers those that nobody has asked for. */
    private void compare(Map<Asked, String> answers) {
        for (List<Sent> partition : topic) {
            for (Sent sent : partition) {
                if (answers.remove(new Asked(sent.key(), sent.work().sequence())) == null) {
                    findings.add(Finding.Kind.EVENT_MISSING, sent.toString());
                }
            }
        }
        answers.keySet().forEach(asked -> findings.add(Finding.Kind.EVENT_UNASKED, asked.toString()));
    }
}
