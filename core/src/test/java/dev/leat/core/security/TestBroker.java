package dev.leat.core.security;

import dev.leat.core.internal.ClientSecurity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

/** As much of a broker as shakes hands, without a network between. */
final class TestBroker {
    static final String NAME = "broker.example";

    private static final int TURNS = 100;
    private static final char[] PASSWORD = "of the store".toCharArray();

    private final SSLContext context;
    private boolean asksForCertificate;
    private String[] versions = {"TLSv1.3", "TLSv1.2"};

    /** @param authority of its certificate and of those that it takes from clients */
    TestBroker(Authority authority) {
        try {
            KeyPair keys = Keys.pair("EC");
            KeyStore own = empty();
            own.setKeyEntry("broker", keys.getPrivate(), PASSWORD, new Certificate[] {authority.certify(NAME, keys)});
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(own, PASSWORD);
            KeyStore trusted = empty();
            trusted.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trusted);
            context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    TestBroker asksForCertificate() {
        asksForCertificate = true;
        return this;
    }

    TestBroker speaks(String... versions) {
        this.versions = versions;
        return this;
    }

    String greet(Security client, String host) throws SSLException {
        return greet(ClientSecurity.in(client.clientProperties()).engine(host, 9093));
    }

    /** The client's name, empty if it has none; or what went wrong. */
    String greet(SSLEngine client) throws SSLException {
        SSLEngine broker = context.createSSLEngine();
        broker.setUseClientMode(false);
        broker.setNeedClientAuth(asksForCertificate);
        broker.setEnabledProtocols(versions);
        client.beginHandshake();
        broker.beginHandshake();
        ByteBuffer toBroker = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        for (int turn = 0; turn < TURNS; turn++) {
            step(client, toClient, toBroker);
            step(broker, toBroker, toClient);
        }
        if (isBusy(client) || isBusy(broker)) {
            throw new AssertionError("the handshake does not end");
        }
        return nameIn(broker);
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            default -> {
                in.flip();
                if (in.hasRemaining()) {
                    engine.unwrap(in, ByteBuffer.allocate(1 << 16));
                }
                in.compact();
            }
        }
    }

    private static String nameIn(SSLEngine broker) {
        try {
            return broker.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }
}
