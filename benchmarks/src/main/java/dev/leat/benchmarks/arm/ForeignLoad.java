package dev.leat.benchmarks.arm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * How long the cores of this machine were busy for neither this process nor the broker. Time that a hypervisor has taken away is
 * foreign, and so is what the kernel does for nobody in particular. Empty where there is no {@code /proc}.
 */
public final class ForeignLoad {
    /** What Linux counts in, on every machine, whatever its kernel ticks with. */
    private static final double JIFFIES_PER_SECOND = 100;

    private static final int UTIME = 11; // after the name: field 14 of proc(5)
    private static final int STIME = 12;

    private final Path proc;
    private final Set<Long> own;

    private ForeignLoad(Path proc, Set<Long> own) {
        this.proc = proc;
        this.own = own;
    }

    public static ForeignLoad beside(long brokerPid) {
        return beside(Path.of("/proc"), brokerPid);
    }

    static ForeignLoad beside(Path proc, long brokerPid) {
        long self = ProcessHandle.current().pid();
        return new ForeignLoad(proc, brokerPid == self ? Set.of(self) : Set.of(self, brokerPid));
    }

    /** Since the machine was started. */
    public Optional<Double> coreSeconds() {
        try {
            long foreign = busy(Files.readAllLines(proc.resolve("stat")));
            for (long pid : own) {
                foreign -= used(Files.readString(proc.resolve(pid + "/stat")));
            }
            return Optional.of(foreign / JIFFIES_PER_SECOND);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // another system, another layout, or the broker is gone
        }
    }

    /** User, nice, system, interrupts and steal; not idle, not waiting for disks, and guests are in user already. */
    private static long busy(List<String> stat) {
        StringTokenizer fields = new StringTokenizer(stat.get(0));
        fields.nextToken(); // "cpu", the sum of all
        long[] jiffies = new long[8];
        for (int i = 0; i < jiffies.length; i++) {
            jiffies[i] = Long.parseLong(fields.nextToken());
        }
        return jiffies[0] + jiffies[1] + jiffies[2] + jiffies[5] + jiffies[6] + jiffies[7];
    }

    /** The name, in brackets, may hold anything; the numbers begin after the last bracket. */
    private static long used(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", STIME + 2);
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }
}
