package dev.leat.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done so that a cluster is as a manifest says: the differences between the two when it was made, by {@link
 * Administration#plan}. Where nothing has changed since the last {@link Administration#apply} it is empty; where it is not, that is the
 * drift. Immutable; its text is for people.
 *
 * @since 0.1
 */
public final class Plan {
    private final Scope scope;
    private final Manifest manifest;
    private final List<Change> changes;
    private final List<String> notes;
    private final boolean removing;

    private Plan(Scope scope, Manifest manifest, List<Change> changes, List<String> notes, boolean removing) {
        this.scope = scope;
        this.manifest = manifest;
        this.changes = List.copyOf(changes);
        this.notes = List.copyOf(notes);
        this.removing = removing;
    }

    static Plan of(Scope scope, Manifest manifest, List<Change> changes, List<String> notes) {
        List<Change> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparing(Change::subject)
                .thenComparing(Change::kind)
                .thenComparing(Change::text));
        return new Plan(scope, manifest, sorted, notes, false);
    }

    /** The same, but with removals: {@link Administration#apply} does them too. */
    public Plan withRemovals() {
        return new Plan(scope, manifest, changes, notes, true);
    }

    public Scope scope() {
        return scope;
    }

    /** All differences, by subject; also removals that are not asked for, and what is impossible. */
    public List<Change> changes() {
        return changes;
    }

    /** Those of one kind. */
    public List<Change> changes(Change.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    /** What is no difference, but may not be meant; one sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** Whether the cluster is as the manifest says, and has nothing besides. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether removals are asked for. */
    public boolean removing() {
        return removing;
    }

    Manifest manifest() {
        return manifest;
    }

    /** A line for each difference, with {@code + ~ - !} for what is to be added, altered, removed, and impossible; a summary above. */
    @Override
    public String toString() {
        return changes.isEmpty() ? "nothing to do" : ChangeLines.of(summary(), changes);
    }

    private String summary() {
        Map<Change.Kind, Long> counts =
                changes.stream().collect(Collectors.groupingBy(Change::kind, Collectors.counting()));
        StringJoiner text = new StringJoiner(", ");
        add(text, counts.get(Change.Kind.ADD), " to add");
        add(text, counts.get(Change.Kind.ALTER), " to alter");
        add(text, counts.get(Change.Kind.IMPOSSIBLE), " impossible");
        add(text, counts.get(Change.Kind.REMOVE), removing ? " to remove" : " to remove if asked for");
        return text.toString();
    }

    private static void add(StringJoiner text, @Nullable Long count, String what) {
        if (count != null) {
            text.add(count + what);
        }
    }
}
