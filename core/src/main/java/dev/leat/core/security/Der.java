package dev.leat.core.security;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/** As much of DER (X.690) as it takes to put a key into PKCS#8. */
final class Der {
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    private Der() {}

    /**
     * A key without its kind, and the kind of the public key beside it: version, kind, key.
     *
     * @param key PKCS#1 or SEC1
     */
    static byte[] pkcs8(PublicKey owner, byte[] key) {
        // An encoded public key is a sequence of its kind and its bits (RFC 5280, SubjectPublicKeyInfo).
        byte[] kind = firstIn(owner.getEncoded());
        return element(SEQUENCE, VERSION, kind, element(OCTET_STRING, key));
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        writeLength(whole, content.size());
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream to, int length) {
        if (length < 0x80) {
            to.write(length);
            return;
        }
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        to.write(0x80 | bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            to.write(length >>> (8 * i));
        }
    }

    /** The first element of a sequence, with its tag and length. */
    private static byte[] firstIn(byte[] sequence) {
        int start = contentOf(sequence, 0);
        int content = contentOf(sequence, start);
        return Arrays.copyOfRange(sequence, start, content + lengthAt(sequence, start + 1));
    }

    /** Where the content of the element begins that begins there. */
    private static int contentOf(byte[] der, int element) {
        int first = der[element + 1] & 0xff;
        return element + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int lengthAt(byte[] der, int position) {
        int first = der[position] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 1; i <= first - 0x80; i++) {
            length = (length << 8) | (der[position + i] & 0xff);
        }
        return length;
    }
}
