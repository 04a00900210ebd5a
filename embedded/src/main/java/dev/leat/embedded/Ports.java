package dev.leat.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The three ports of a node. All are chosen before the start: a static controller quorum lists its members' ports, and a
 * node keeps its ports when it is restarted.
 */
record Ports(int client, int controller, int peer) {
    static final String HOST = "127.0.0.1";

    /*
     * Below the ranges from which operating systems take the local ports of outgoing connections (Linux 32768, others
     * 49152). From inside such a range another program can get the port of a stopped node; worse, a client that keeps
     * connecting to it may one day be given the same number as its own port and so connect to itself.
     */
    private static final int FIRST = 20_000;
    private static final int BEYOND_LAST = 32_000;
    private static final int TRIES = 1_000;

    static Ports free() {
        var found = new LinkedHashSet<Integer>();
        for (var i = 0; i < TRIES && found.size() < 3; i++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND_LAST);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < 3) {
            throw new IllegalStateException("No three free ports on " + HOST + " between " + FIRST + " and "
                    + BEYOND_LAST + ", tried " + TRIES + " at random. Is the loopback interface up?");
        }
        var ports = found.iterator();
        return new Ports(ports.next(), ports.next(), ports.next());
    }

    /** Throws {@link PortTakenException} if somebody listens there. */
    Ports withClient(int port) {
        try {
            bind(port);
        } catch (IOException e) {
            throw new PortTakenException(port, e);
        }
        return new Ports(port, controller, peer);
    }

    static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static boolean isFree(int port) {
        try {
            bind(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void bind(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            // As the broker does; otherwise connections of a broker just closed would make the port look taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address(), port));
        }
    }
}
