package dev.leat.config;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Program of a child JVM: keeps one version after the other, as quickly as it can. */
final class KeepingMain {
    private KeepingMain() {}

    /** @param arguments the folder, and the version to begin with */
    public static void main(String[] arguments) {
        Child.endWithParent();
        LastKnownGood file = new LastKnownGood(Path.of(arguments[0]), "orders", Disk.REAL);
        for (long version = Long.parseLong(arguments[1]); ; version++) {
            file.write(revision(version));
            System.out.println(version);
        }
    }

    /** Of any length, so that a part of one over another would be seen. */
    static Revision revision(long version) {
        ObjectNode values = Canonical.empty();
        values.put("version", version);
        values.put("filler", "x".repeat((int) (version * 7_919 % 40_000)));
        return new Revision(
                "orders", version, UUID.randomUUID().toString(), "ann", "", Instant.EPOCH, null, null, values);
    }
}
