package dev.leat.cdi.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What the lives of the application have done. */
public final class Ledger {
    private static final List<String> ENTRIES = Collections.synchronizedList(new ArrayList<>());

    private Ledger() {}

    static void add(Collection<String> entries) {
        ENTRIES.addAll(entries);
    }

    public static List<String> entries(String beginning) {
        return List.copyOf(ENTRIES).stream()
                .filter(entry -> entry.startsWith(beginning))
                .toList();
    }
}
