package dev.leat.it.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one member did, as {@link Pen} wrote it down. */
final class Ledger {
    static final String START = "S";
    static final String END = "E";

    private final int member;
    private final List<Call> calls = new ArrayList<>();
    /** The last start of a thread, as words. */
    private final Map<Long, String[]> open = new HashMap<>();

    private Ledger(int member) {
        this.member = member;
    }

    static List<Call> read(int member, Path path) throws IOException {
        Ledger ledger = new Ledger(member);
        boolean whole = endsWithLine(path);
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                if (next != null || whole) {
                    ledger.take(line.split(" ", -1));
                }
                line = next;
            }
        }
        ledger.open.values().forEach(start -> ledger.add(start, Call.NEVER, Call.Outcome.UNKNOWN));
        return ledger.calls;
    }

    /** If not, it was killed in the middle of its last line. */
    private static boolean endsWithLine(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() == 0) {
                return true;
            }
            file.seek(file.length() - 1);
            return file.read() == '\n';
        }
    }

    private void take(String[] words) {
        Long thread = Long.valueOf(words[2]);
        if (words[0].equals(START)) {
            String[] unended = open.put(thread, words);
            if (unended != null) {
                throw new IllegalStateException(
                        "thread " + thread + " of member " + member + " begins a call in another");
            }
            return;
        }
        String[] start = open.remove(thread);
        if (start == null) {
            throw new IllegalStateException(
                    "thread " + thread + " of member " + member + " ends a call it never began");
        }
        add(start, Long.parseLong(words[1]), words[3].equals("done") ? Call.Outcome.DONE : Call.Outcome.FAILED);
    }

    private void add(String[] start, long end, Call.Outcome outcome) {
        calls.add(new Call(
                member,
                Long.parseLong(start[2]),
                Long.parseLong(start[3]),
                Integer.parseInt(start[4]),
                Long.parseLong(start[5]),
                Integer.parseInt(start[6]),
                Long.parseLong(start[1]),
                end,
                outcome));
    }
}
