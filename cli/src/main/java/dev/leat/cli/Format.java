package dev.leat.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** How the bytes of keys and values are written. */
enum Format {
    /** UTF-8. */
    TEXT {
        @Override
        byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        String text(byte[] bytes) {
            return Texts.readable(bytes);
        }
    },
    /** One JSON value, without white space around and between. */
    JSON {
        @Override
        byte[] bytes(String text) {
            return JsonText.exact(JsonText.parse(text)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "it is not JSON; mend it, or send it as it is with --format text")))
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        String text(byte[] bytes) {
            return Texts.utf8(bytes)
                    .flatMap(JsonText::parse)
                    .map(JsonText::line)
                    .orElseGet(() -> TEXT.text(bytes));
        }
    },
    /** Hexadecimal digits. */
    HEX {
        @Override
        byte[] bytes(String text) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("it is not pairs of hexadecimal digits; write it like 00ff", e);
            }
        }

        @Override
        String text(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    },
    /** Base64 with padding, on one line. */
    BASE64 {
        @Override
        byte[] bytes(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("it is not Base64; write it with padding and on one line", e);
            }
        }

        @Override
        String text(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    };

    /** @throws IllegalArgumentException what is wrong and what to do, without quoting the text */
    abstract byte[] bytes(String text);

    /** For a terminal; what has not the format is shown in some other way. */
    abstract String text(byte[] bytes);
}
