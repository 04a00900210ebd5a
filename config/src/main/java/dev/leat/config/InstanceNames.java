package dev.leat.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;

/** Names for instances that have been given none: no two of them are the same, on whatever machine. From any thread. */
final class InstanceNames {
    private final AtomicInteger count = new AtomicInteger();

    String next() {
        return host() + "-" + ProcessHandle.current().pid() + "-" + count.incrementAndGet();
    }

    private static String host() {
        String named = System.getenv("HOSTNAME"); // as containers have it, and nobody has to be asked
        if (named != null && !named.isBlank()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
