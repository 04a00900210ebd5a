package dev.leat.core.security;

import dev.leat.core.ConfigurationException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Certificates and keys as they are now: whoever makes a connection has the files read, and gets what is in them. Read, and not asked for
 * their age: mounted secrets change within one tick of a file system's clock, and behind symbolic links. If what is there cannot be
 * used, connections go on with what there was. Thread-safe.
 */
final class RotatingTls {
    /** The broker's name is compared as a browser does it (RFC 2818). */
    private static final String BY_NAME = "HTTPS";

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Tls tls;
    private final InstantSource clock;
    private final Logger log;
    private Loaded inForce; // guarded by this, as all that follows
    private @Nullable String lastProblem;
    private boolean expiryTold;

    private record Loaded(Snapshot snapshot, SSLContext context, Optional<Identity> identity) {}

    /** @throws ConfigurationException if it cannot be read or used as it is now */
    RotatingTls(Tls tls, InstantSource clock, Logger log) {
        this.tls = tls;
        this.clock = clock;
        this.log = log;
        this.inForce = load(tls, Snapshot.of(tls.contents()));
        if (!tls.trust().verifies()) {
            log.warn(
                    "TLS WITHOUT VERIFICATION: whoever answers is taken for the broker, and may read and change everything; "
                            + "give the authorities of the brokers' certificates, and take withoutVerification or "
                            + "KAFKA_SEC_SKIP_VERIFY away");
        }
        tell("TLS starts");
        tellExpiry();
    }

    /** For one connection, as a client. */
    SSLEngine engine(String host, int port) {
        SSLEngine engine = current().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        if (tls.trust().verifies()) {
            parameters.setEndpointIdentificationAlgorithm(BY_NAME);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    boolean verifies() {
        return tls.trust().verifies();
    }

    private synchronized SSLContext current() {
        try {
            Snapshot now = Snapshot.of(tls.contents());
            if (!now.isSameAs(inForce.snapshot)) {
                inForce = load(tls, now);
                expiryTold = false;
                tell("TLS files have changed; new connections use them");
            }
            lastProblem = null;
        } catch (ConfigurationException e) {
            tell(e);
        }
        tellExpiry();
        return inForce.context;
    }

    private static Loaded load(Tls tls, Snapshot now) {
        ClientKey key = tls.key();
        Optional<Identity> identity = key == null ? Optional.empty() : Optional.of(key.read(now));
        KeyManager[] keys = identity.map(Identity::managers).orElseGet(() -> new KeyManager[0]);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, tls.trust().managers(now), null);
            return new Loaded(now, context, identity);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    private void tell(String event) {
        if (inForce.identity.isPresent()) {
            Identity identity = inForce.identity.get();
            log.info(
                    "{}; certificate='{}' valid-until={}",
                    event,
                    identity.certificate().getSubjectX500Principal(),
                    identity.certificate().getNotAfter().toInstant());
        } else {
            log.info("{}, without a certificate of our own", event);
        }
    }

    private void tell(ConfigurationException problem) {
        String message = String.valueOf(problem.getMessage());
        if (message.equals(lastProblem)) {
            log.debug("TLS files still cannot be used, going on with what there was: {}", message);
        } else {
            log.warn("TLS files have changed and cannot be used, going on with what there was: {}", message);
        }
        lastProblem = message;
    }

    /** Connections are tried all the same: the broker decides, and its clock may differ. */
    private void tellExpiry() {
        inForce.identity.map(Identity::certificate).ifPresent(certificate -> {
            if (!expiryTold && certificate.getNotAfter().toInstant().isBefore(clock.instant())) {
                expiryTold = true;
                log.warn(
                        "our certificate '{}' has expired at {}, brokers will refuse it; renew it, and if it is in a file, "
                                + "the next connection takes it",
                        certificate.getSubjectX500Principal(),
                        certificate.getNotAfter().toInstant());
            }
        });
    }
}
