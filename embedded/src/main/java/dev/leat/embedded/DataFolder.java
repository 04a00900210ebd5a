package dev.leat.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a cluster, held by a lock from opening to closing: {@code leat-embedded.properties} says what it is,
 * {@code leat-embedded.lock} who has it, {@code node-1} and so on are the nodes' data.
 */
final class DataFolder implements AutoCloseable {
    private static final String MARKER = "leat-embedded.properties";
    private static final String LOCK = "leat-embedded.lock";

    private static final String TEMPORARY_NAME = "leat-embedded-";
    private static final String TEMPORARY_KEY = "temporary";

    /** Beyond the process id in the lock file: where locks are mandatory, a locked byte cannot be read by others. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * Folders held by this JVM. To find out by trying to lock is not safe: on Unix, closing any channel of a file gives up
     * all locks this process has on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final boolean temporary;
    private final FileChannel lockFile;
    private final String clusterId;
    private final boolean fresh;

    private DataFolder(Path root, boolean temporary, FileChannel lockFile, String clusterId, boolean fresh) {
        this.root = root;
        this.temporary = temporary;
        this.lockFile = lockFile;
        this.clusterId = clusterId;
        this.fresh = fresh;
    }

    /** A new folder that goes away when it is closed; those of killed processes go first. */
    static DataFolder temporary(int nodes) {
        try {
            sweep();
            return open(Files.createTempDirectory(TEMPORARY_NAME).toRealPath(), true, nodes);
        } catch (IOException e) {
            throw new DataFolderException(
                    Path.of(System.getProperty("java.io.tmpdir")),
                    "(java.io.tmpdir) does not let a temporary folder be made: " + e,
                    e);
        }
    }

    /** An existing folder of Leat, or a new or empty one, which becomes one. */
    static DataFolder at(Path path, int nodes) {
        var root = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            refuseForeign(root);
            // One name for one folder, however it was spelled.
            return open(root.toRealPath(), false, nodes);
        } catch (IOException e) {
            throw new DataFolderException(root, "is not writable: " + e, e);
        }
    }

    Path root() {
        return root;
    }

    /** Where a node keeps its data. */
    Path node(int id) {
        return root.resolve("node-" + id);
    }

    String clusterId() {
        return clusterId;
    }

    /** Whether this opening made the folder what it is. */
    boolean fresh() {
        return fresh;
    }

    boolean temporary() {
        return temporary;
    }

    /** Gives the folder free; deletes it if it is temporary. */
    @Override
    public void close() {
        try {
            // Before deleting: some systems keep open files.
            release(root, lockFile);
            if (temporary) {
                delete(root);
            }
        } catch (IOException e) {
            throw new DataFolderException(root, "could not be released: " + e, e);
        }
    }

    private static void refuseForeign(Path root) throws IOException {
        if (Files.exists(root.resolve(MARKER))) {
            return;
        }
        try (var entries = Files.list(root)) {
            var stranger = entries.filter(entry -> !entry.endsWith(LOCK)).findFirst();
            if (stranger.isPresent()) {
                throw new DataFolderException(
                        root,
                        "is not a data folder of Leat: it has no " + MARKER + ", but holds "
                                + stranger.get().getFileName() + ". Choose a new or an empty folder.",
                        null);
            }
        }
    }

    private static DataFolder open(Path root, boolean temporary, int nodes) throws IOException {
        var lockFile = lock(root);
        try {
            var known = clusterId(root, nodes);
            var clusterId = known.isPresent() ? known.get() : mark(root, nodes, temporary);
            return new DataFolder(root, temporary, lockFile, clusterId, known.isEmpty());
        } catch (IOException | RuntimeException e) {
            release(root, lockFile);
            throw e;
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        if (!HELD.add(root)) {
            throw inUse(root, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return lockAgainstOthers(root);
        } catch (IOException | RuntimeException e) {
            HELD.remove(root);
            throw e;
        }
    }

    private static void release(Path root, FileChannel lockFile) throws IOException {
        try {
            // With the file goes the lock.
            lockFile.close();
        } finally {
            HELD.remove(root);
        }
    }

    private static FileChannel lockAgainstOthers(Path root) throws IOException {
        var path = root.resolve(LOCK);
        var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (file.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw inUse(root, Files.readString(path).strip());
            }
            var pid = Long.toString(ProcessHandle.current().pid());
            file.truncate(0);
            file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static DataFolderException inUse(Path root, String holder) {
        return new DataFolderException(
                root, "is in use by process " + holder + ". Stop that broker first, or choose another folder.", null);
    }

    private static Optional<String> clusterId(Path root, int nodes) throws IOException {
        var marker = root.resolve(MARKER);
        if (!Files.exists(marker)) {
            return Optional.empty();
        }
        var properties = read(marker);
        var clusterId = properties.getProperty("cluster.id");
        var made = properties.getProperty("nodes");
        if (clusterId == null || made == null) {
            throw new DataFolderException(
                    root,
                    "is damaged: " + MARKER + " lacks cluster.id or nodes. Restore the file or start afresh.",
                    null);
        }
        if (!made.equals(Integer.toString(nodes))) {
            throw new DataFolderException(
                    root, "was made for nodes(" + made + ") and cannot serve nodes(" + nodes + ").", null);
        }
        return Optional.of(clusterId);
    }

    private static String mark(Path root, int nodes, boolean temporary) throws IOException {
        var clusterId = Uuid.randomUuid().toString();
        var text = "# Data of an embedded Kafka cluster, written by Leat. Do not edit.\n" + "cluster.id=" + clusterId
                + "\nnodes=" + nodes + "\n"
                + (temporary ? TEMPORARY_KEY + "=true\n" : "");
        // By a rename, so that a crash leaves either the whole file or none.
        var draft = Files.writeString(root.resolve(MARKER + ".new"), text);
        Files.move(draft, root.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
        return clusterId;
    }

    private static Properties read(Path marker) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(marker)));
        return properties;
    }

    /** Deletes temporary folders that nobody holds any more, because their process had no chance to. */
    private static void sweep() throws IOException {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (var folders = Files.newDirectoryStream(parent, TEMPORARY_NAME + "*")) {
            for (var folder : folders) {
                try {
                    deleteIfOrphan(folder.toRealPath());
                } catch (IOException | DataFolderException e) {
                    // In use, or of another user, or being deleted by somebody who has the same idea.
                }
            }
        }
    }

    private static void deleteIfOrphan(Path folder) throws IOException {
        // The marker comes after the lock, so a folder just being made is never taken for an orphan.
        if (read(folder.resolve(MARKER)).containsKey(TEMPORARY_KEY)) {
            release(folder, lock(folder));
            delete(folder);
        }
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // Kafka renames and removes files while we look, when the JVM is ending and the broker with it.
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
