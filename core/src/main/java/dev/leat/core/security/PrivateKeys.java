package dev.leat.core.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads private keys in all forms that are in use. The JDK itself reads PKCS#8 alone; a key in an older form (PKCS#1 of RSA, SEC1 of
 * elliptic curves) is what PKCS#8 (RFC 5208) has inside, beside the name of its kind, which is taken from the certificate.
 */
final class PrivateKeys {
    private static final String CONVERT = "convert it with 'openssl pkcs8 -topk8 -v2 aes-256-cbc'";

    private final String what;
    private final Content content;

    /** @param what it is, for messages */
    PrivateKeys(String what, Content content) {
        this.what = what;
        this.content = content;
    }

    /** @param owner of the certificate that the key belongs to */
    PrivateKey read(Snapshot now, PublicKey owner, Optional<char[]> password) {
        byte[] der = pkcs8(only(PemText.blocks(what, content, now)), owner, password);
        try {
            return KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw content.problem(
                    what, "is damaged, or none of the certificate's kind, which is " + owner.getAlgorithm());
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private PemText.Block only(List<PemText.Block> blocks) {
        List<PemText.Block> keys = blocks.stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw content.problem(
                    what,
                    "must be one '-----BEGIN … PRIVATE KEY-----', but there are " + keys.size() + " in " + blocks);
        }
        return keys.get(0);
    }

    private byte[] pkcs8(PemText.Block block, PublicKey owner, Optional<char[]> password) {
        if (block.isLocked()) {
            throw content.problem(
                    what, "is encrypted in a form that openssl gave up for its weakness ('Proc-Type'); " + CONVERT);
        }
        byte[] der = PemText.der(what, content, block);
        return switch (block.label()) {
            case "PRIVATE KEY" -> der;
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> Der.pkcs8(owner, der);
            case "ENCRYPTED PRIVATE KEY" ->
                decrypted(
                        der, password.orElseThrow(() -> content.problem(what, "is encrypted; give its password, too")));
            default -> throw content.problem(what, "has the form '" + block + "', which is not read; " + CONVERT);
        };
    }

    private byte[] decrypted(byte[] der, char[] password) {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // The name that stands for all of PBES2 (RFC 8018) is no name of a cipher; its parameters know which one it
            // is.
            String cipherName = info.getAlgName().startsWith("PBEWith")
                    ? info.getAlgName()
                    : String.valueOf(info.getAlgParameters());
            Cipher cipher = Cipher.getInstance(cipherName);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(cipherName).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException e) {
            throw content.problem(what, "is damaged, or encrypted in a way that this JVM does not know; " + CONVERT);
        } catch (GeneralSecurityException e) {
            throw content.problem(
                    what,
                    "cannot be decrypted: the password is wrong (which must be ASCII), or this JVM does not know the cipher;"
                            + " if it is right, " + CONVERT);
        }
    }
}
