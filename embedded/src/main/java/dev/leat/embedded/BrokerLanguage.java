package dev.leat.embedded;

import java.util.Locale;

/**
 * Whether Kafka can run in the language of this JVM, which is its user's to choose: changing it for the broker would change it for everybody.
 * Kafka turns names into upper case by it, and knows none of them in Turkish. Its SCRAM, on both sides, writes a number in the digits
 * of that language, where the protocol has 0 to 9; so nobody could log in, and would read that the password is wrong.
 */
final class BrokerLanguage {
    private static final int NUMBER = 1_234_567_890;

    private BrokerLanguage() {}

    /** @throws IllegalStateException naming the language and what to do, before anything is started */
    static void check(Plan plan) {
        var locale = Locale.getDefault();
        if (!"i".toUpperCase(locale).equals("I")) {
            throw new IllegalStateException("Kafka's broker does not start in the language of this JVM (" + locale
                    + "), where the upper case of i is not I. Start the JVM with -Duser.language=en, or call"
                    + " Locale.setDefault(Locale.ROOT) before.");
        }
        var formats = Locale.getDefault(Locale.Category.FORMAT);
        if (!plan.users().isEmpty() && !String.format(formats, "%d", NUMBER).equals(Integer.toString(NUMBER))) {
            throw new IllegalStateException(
                    "sasl(...): nobody could log in by SCRAM with the formats of this JVM (" + formats
                            + "), in which numbers have other digits than 0 to 9, also where Kafka's brokers and clients need those. Start"
                            + " the JVM with -Duser.language=en, or call Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT) before.");
        }
    }
}
