package dev.leat.cli;

import dev.leat.core.RecordId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a letter stands in its topic, as {@code PARTITION@OFFSET}. */
record LetterPlace(int partition, long offset) {
    /** For options. */
    static final class Converter implements ITypeConverter<LetterPlace> {
        @Override
        public LetterPlace convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** @throws IllegalArgumentException with a remedy, if it is none */
    static LetterPlace parse(String text) {
        int at = text.indexOf('@');
        try {
            if (at > 0) {
                // "orders.dead-0@17" is how places are shown, so it is understood too.
                String number = text.substring(text.lastIndexOf('-', at) + 1, at);
                return new LetterPlace(Integer.parseInt(number), Long.parseLong(text.substring(at + 1)));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("'" + text + "' is no PARTITION@OFFSET; write it like 0@17");
    }

    RecordId in(String topic) {
        return new RecordId(topic, partition, offset);
    }
}
