package dev.leat.examples.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The invoice lines of several files and folders, one after the other. For one thread. */
final class InvoiceFiles implements Iterator<InvoiceLine> {
    private final Deque<Path> waiting = new ArrayDeque<>();
    private final Consumer<InputProblem> problems;
    private final long totalBytes;
    private @Nullable Path file;
    private @Nullable InvoiceCsv csv;
    private @Nullable InvoiceLine ahead;
    private long doneBytes;

    InvoiceFiles(List<Path> filesAndFolders, Consumer<InputProblem> problems) {
        this.problems = problems;
        for (Path path : filesAndFolders) {
            waiting.addAll(files(path));
        }
        totalBytes = waiting.stream().mapToLong(InvoiceFiles::bytes).sum();
    }

    private List<Path> files(Path path) {
        if (!Files.exists(path)) {
            problems.accept(InputProblem.whole(path, "there is no such file or folder; check the name"));
            return List.of();
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try {
            List<Path> found = csvFiles(path);
            if (found.isEmpty()) {
                problems.accept(InputProblem.whole(
                        path, "the folder has no files that end in .csv; name one that has, or a file"));
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            problems.accept(InputProblem.whole(path, "the folder " + unreadable(e)));
            return List.of();
        }
    }

    private static List<Path> csvFiles(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.toLowerCase(Locale.ROOT).endsWith(".csv")
                        && !name.startsWith(".")
                        && !Files.isDirectory(entry)) {
                    found.add(entry);
                }
            }
        }
        found.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
        return found;
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && (csv != null || !waiting.isEmpty())) {
            advance();
        }
        return ahead != null;
    }

    @Override
    public InvoiceLine next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        InvoiceLine line = ahead;
        ahead = null;
        return line;
    }

    private void advance() {
        try {
            InvoiceCsv open = csv == null ? openNext() : csv;
            ahead = open.next();
            if (ahead == null) {
                closeFile();
            }
        } catch (IOException e) {
            if (file != null) {
                problems.accept(InputProblem.whole(file, "the file " + unreadable(e)));
            }
            closeFile();
        }
    }

    private InvoiceCsv openNext() throws IOException {
        Path opened = waiting.remove();
        file = opened;
        InvoiceCsv open = new InvoiceCsv(opened, problems);
        csv = open;
        return open;
    }

    private void closeFile() {
        if (file != null) {
            doneBytes += bytes(file);
        }
        if (csv != null) {
            try {
                csv.close();
            } catch (IOException e) {
                // It was only read; there is nothing to lose.
            }
        }
        csv = null;
        file = null;
    }

    private static String unreadable(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "may not be read by this user; change its permissions";
        }
        if (e instanceof NoSuchFileException) {
            return "is gone since the start; put it back";
        }
        return "cannot be read: " + e.getMessage() + "; check the disk and the permissions";
    }

    /** How much of the files has been read, by bytes, between 0 and 1. */
    double fraction() {
        long open = csv == null ? 0 : csv.bytes();
        return totalBytes == 0 ? 1 : Math.min(1, (double) (doneBytes + open) / totalBytes);
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
