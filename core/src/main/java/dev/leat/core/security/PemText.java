package dev.leat.core.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM (RFC 7468, and the older form with headers, RFC 1421). */
final class PemText {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final Set<String> CERTIFICATE = Set.of("CERTIFICATE", "X509 CERTIFICATE");

    /**
     * What stands between a BEGIN and its END.
     *
     * @param label what it is said to be, such as {@code PRIVATE KEY}
     * @param isLocked whether headers say that it is encrypted, as openssl did before PKCS#8
     * @param base64 without blanks
     */
    record Block(String label, boolean isLocked, String base64) {
        /** Without its content. */
        @Override
        public String toString() {
            return label;
        }
    }

    private PemText() {}

    /**
     * All blocks, in their order; at least one.
     *
     * @param what it is, for messages
     */
    static List<Block> blocks(String what, Content content, Snapshot now) {
        String text = new String(now.of(content), StandardCharsets.ISO_8859_1).replace("\\n", "\n");
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(block(matcher.group(1), matcher.group(2)));
        }
        if (blocks.isEmpty()) {
            throw content.problem(
                    what,
                    "is no PEM: there is nothing between '-----BEGIN …-----' and '-----END …-----'. A file is given by its"
                            + " path; DER is converted with 'openssl x509 -inform der' or 'openssl pkey -inform der'");
        }
        return blocks;
    }

    private static Block block(String label, String body) {
        boolean isLocked = false;
        StringBuilder base64 = new StringBuilder(body.length());
        for (String line : body.split("\n", -1)) {
            if (line.indexOf(':') < 0) {
                line.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> base64.append((char) c));
            } else if (line.startsWith("Proc-Type:") && line.contains("ENCRYPTED")) {
                isLocked = true;
            }
        }
        return new Block(label, isLocked, base64.toString());
    }

    /** At least one. */
    static List<X509Certificate> certificates(String what, Content content, Snapshot now) {
        List<Block> blocks = blocks(what, content, now);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (CERTIFICATE.contains(block.label)) {
                certificates.add(certificate(what, content, block, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw content.problem(what, "is no certificate ('-----BEGIN CERTIFICATE-----'); there is only " + blocks);
        }
        return certificates;
    }

    private static X509Certificate certificate(String what, Content content, Block block, int number) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der(what, content, block)));
        } catch (CertificateException e) {
            throw content.problem(what, "has a damaged certificate, number " + number + "; get it anew");
        }
    }

    static byte[] der(String what, Content content, Block block) {
        try {
            return Base64.getDecoder().decode(block.base64);
        } catch (IllegalArgumentException e) {
            throw content.problem(what, "is damaged: there is no Base64 in the " + block + "; get it anew");
        }
    }
}
