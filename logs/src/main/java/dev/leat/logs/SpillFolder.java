package dev.leat.logs;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of spilt records, which is one shipper's alone until it is closed, and what its files are called. Made by whoever builds the shipper; from then on the sender's.
 */
final class SpillFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    /** A number beyond all places is somebody else's. */
    private static final Pattern SEGMENT = Pattern.compile("0[0-8]\\d{18}\\.spill");

    private static final int DIGITS = 20;

    /** A process has each folder once: to close a second channel on its lock would give up the first one's lock. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path path;
    /** The same, however it is written. */
    private final Path real;

    private final FileChannel lockFile;
    /** Held for as long as the channel is open. */
    @SuppressWarnings("unused")
    private final FileLock lock;

    /**
     * @param path made if it is not there
     * @throws ConfigurationException if it cannot be used, or somebody else uses it
     */
    SpillFolder(Path path) {
        this.path = path;
        try {
            Files.createDirectories(path);
            real = path.toRealPath();
            if (!IN_USE.add(real)) {
                throw inUse();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        boolean isDone = false;
        FileChannel opened = null;
        try {
            opened = open("lock");
            FileLock taken = lock(opened);
            if (taken == null) {
                throw inUse();
            }
            lockFile = opened;
            lock = taken;
            isDone = true;
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            if (!isDone) {
                close(opened);
                IN_USE.remove(real);
            }
        }
    }

    private ConfigurationException inUse() {
        return new ConfigurationException(
                "log shipper", "the folder " + path + " for spilt records is in use; give each shipper one of its own");
    }

    ConfigurationException unusable(IOException why) {
        return new ConfigurationException(
                "log shipper", "the folder " + path + " for spilt records cannot be used: " + why);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by this process
        }
    }

    /** To read and write; made if it is not there. */
    FileChannel open(String name) throws IOException {
        return FileChannel.open(
                path.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** One that cannot be closed does not keep others open. */
    void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("a file in {} for spilt records cannot be closed", path, e);
        }
    }

    /** The file of the segment that begins at this place. */
    Path segment(long base) {
        return path.resolve(String.format(Locale.ROOT, "%020d.spill", base));
    }

    /** At which places the segments begin that are there. */
    List<Long> bases() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> SEGMENT.matcher(name).matches())
                    .map(name -> Long.valueOf(name.substring(0, DIGITS)))
                    .toList();
        }
    }

    @Override
    public void close() {
        close(lockFile);
        IN_USE.remove(real);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
