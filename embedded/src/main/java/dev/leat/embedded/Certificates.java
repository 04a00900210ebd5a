package dev.leat.embedded;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A certificate authority made for one broker, and the server certificate it signed; all as PEM. The authority's key is
 * forgotten at once, so nothing else can ever be signed with it.
 *
 * <p>The certificates (X.509 version 3, RFC 5280) are written here byte by byte because the JDK reads certificates but has
 * no public way to make one; the alternative, its {@code keytool} as child process, costs about a second and is absent from
 * small runtimes.
 */
record Certificates(String authority, String serverChain, String serverKey) {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofDays(1);
    private static final Duration LIFE = Duration.ofDays(3650);

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
    private static final byte[] SUBJECT_KEY_ID = Der.oid(2, 5, 29, 14);
    private static final byte[] KEY_USAGE = Der.oid(2, 5, 29, 15);
    private static final byte[] ALTERNATIVE_NAMES = Der.oid(2, 5, 29, 17);
    private static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);
    private static final byte[] AUTHORITY_KEY_ID = Der.oid(2, 5, 29, 35);
    private static final byte[] EXTENDED_KEY_USAGE = Der.oid(2, 5, 29, 37);
    private static final byte[] SERVER_AUTHENTICATION = Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1);

    private static final byte[] AUTHORITY_NAME = name("Leat embedded authority");

    /** For a server reached at this address or as {@code localhost}. */
    static Certificates create(InetAddress address) {
        try {
            var authority = keys();
            var server = keys();
            var root = signed(authority.getPrivate(), AUTHORITY_NAME, authority.getPublic(), ofAuthority(authority));
            var leaf = signed(
                    authority.getPrivate(),
                    name(address.getHostAddress()),
                    server.getPublic(),
                    ofServer(authority, server, address));
            var rootPem = pem("CERTIFICATE", root);
            return new Certificates(
                    rootPem,
                    pem("CERTIFICATE", leaf) + rootPem,
                    pem("PRIVATE KEY", server.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot make a certificate (EC P-256, SHA256withECDSA)", e);
        }
    }

    /** Without the key: records end up in logs. */
    @Override
    public String toString() {
        return "Certificates[authority=" + authority + "]";
    }

    private static byte[] signed(PrivateKey issuer, byte[] subject, PublicKey key, byte[] extensions)
            throws GeneralSecurityException {
        var now = Instant.now();
        var content = Der.sequence(
                Der.tagged(0xa0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
                ECDSA_WITH_SHA256,
                AUTHORITY_NAME,
                Der.sequence(Der.time(now.minus(CLOCK_DIFFERENCE)), Der.time(now.plus(LIFE))),
                subject,
                key.getEncoded(),
                Der.tagged(0xa3, extensions));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer);
        signature.update(content);
        return Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
    }

    private static byte[] ofAuthority(KeyPair authority) throws GeneralSecurityException {
        return Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes())),
                critical(KEY_USAGE, Der.bits(2, new byte[] {0x04})), // may sign certificates
                extension(SUBJECT_KEY_ID, Der.octets(id(authority))));
    }

    private static byte[] ofServer(KeyPair authority, KeyPair server, InetAddress address)
            throws GeneralSecurityException {
        var localhost = Der.tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII));
        var ip = Der.tagged(0x87, address.getAddress());
        return Der.sequence(
                critical(KEY_USAGE, Der.bits(7, new byte[] {(byte) 0x80})), // may sign handshakes
                extension(EXTENDED_KEY_USAGE, Der.sequence(SERVER_AUTHENTICATION)),
                extension(ALTERNATIVE_NAMES, Der.sequence(localhost, ip)),
                extension(SUBJECT_KEY_ID, Der.octets(id(server))),
                extension(AUTHORITY_KEY_ID, Der.sequence(Der.tagged(0x80, id(authority)))));
    }

    private static byte[] critical(byte[] id, byte[] value) {
        return Der.sequence(id, Der.yes(), Der.octets(value));
    }

    private static byte[] extension(byte[] id, byte[] value) {
        return Der.sequence(id, Der.octets(value));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(commonName))));
    }

    private static byte[] id(KeyPair keys) throws GeneralSecurityException {
        var hash = MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
        return Arrays.copyOf(hash, 20);
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String type, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
