package dev.leat.logs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who logs.
 *
 * @param instance of the service: this process in this life
 * @param worker its number among several of one service, if they are numbered
 */
record Origin(
        String service,
        @Nullable String version,
        @Nullable String environment,
        String dataset,
        String instance,
        String host,
        long pid,
        OptionalInt worker) {
    static String thisHost() {
        String named = System.getenv("HOSTNAME");
        if (named != null && !named.isBlank()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Host, process, and when that began: nobody else has these three. */
    static String thisProcess(String host) {
        ProcessHandle me = ProcessHandle.current();
        long start = me.info().startInstant().map(at -> at.toEpochMilli()).orElseGet(System::currentTimeMillis);
        return host + "-" + me.pid() + "-" + start;
    }
}
