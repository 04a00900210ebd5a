package dev.leat.flow;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.core.io.NumberOutput;

/**
 * Numbers as ECMAScript's {@code Number::toString} lays them out: 1, 0.000001, 1e-7, 123456789012345680000, 1e+21.
 *
 * <p>Binary ones get the fewest digits that are read as the same number again. Exact ones keep every digit but zeros at the end. Where
 * JavaScript has no other number in between (15 digits, integers up to 2^53) the two are the same. Beyond that nothing is lost here; a reader
 * in JavaScript rounds, as it rounds whatever it reads.
 */
final class JavaScriptNumber {
    /** A number of more digits before the point gets an exponent. */
    private static final int PLAIN_DIGITS = 21;

    /** A number with as many zeros behind the point gets an exponent. */
    private static final int TOO_MANY_ZEROS = 6;

    /** Below it doubles are less than one apart, so that an integer has no shorter neighbour. */
    private static final double EVERY_INTEGER = 1L << 53;

    /** The nearest first; it is the one that fits but for neighbours of powers of two. */
    private static final List<MathContext> ONE_DIGIT = List.of(
            new MathContext(1, RoundingMode.HALF_EVEN),
            new MathContext(1, RoundingMode.DOWN),
            new MathContext(1, RoundingMode.UP));

    private JavaScriptNumber() {}

    /** {@code null} for what is infinite or no number, as JSON.stringify has it. */
    static String of(double number) {
        if (!Double.isFinite(number)) {
            return "null";
        }
        if (Math.abs(number) < EVERY_INTEGER && number == (long) number) {
            return Long.toString((long) number); // also makes 0 of -0
        }
        // Not Double.toString: its digits are not always the fewest before JDK 19.
        return of(fewest(NumberOutput.toString(number, true), digits -> digits.doubleValue() == number));
    }

    /** The digits that the float has by itself: 0.1f is 0.1, not the 0.10000000149011612 it becomes as a double. */
    static String of(float number) {
        if (!Float.isFinite(number)) {
            return "null";
        }
        return of(fewest(NumberOutput.toString(number, true), digits -> digits.floatValue() == number));
    }

    /** Exact, and so with its own digits; only the layout is JavaScript's. */
    static String of(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        String digits = number.unscaledValue().abs().toString();
        long point = digits.length() - (long) number.scale(); // of digits before it; a scale may be as long as an int
        int length = digits.length();
        while (digits.charAt(length - 1) == '0') {
            length--;
        }
        StringBuilder text = new StringBuilder(length + 8);
        if (number.signum() < 0) {
            text.append('-');
        }
        layOut(digits.substring(0, length), point, text);
        return text.toString();
    }

    private static void layOut(String digits, long point, StringBuilder text) {
        int length = digits.length();
        if (length <= point && point <= PLAIN_DIGITS) {
            text.append(digits).append("0".repeat((int) point - length));
        } else if (0 < point && point <= PLAIN_DIGITS) {
            text.append(digits, 0, (int) point).append('.').append(digits, (int) point, length);
        } else if (-TOO_MANY_ZEROS < point && point <= 0) {
            text.append("0.").append("0".repeat((int) -point)).append(digits);
        } else {
            text.append(digits.charAt(0));
            if (length > 1) {
                text.append('.').append(digits, 1, length);
            }
            long exponent = point - 1;
            text.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
        }
    }

    /** Java's rule asks for two digits, and so prefers 4.9E-324 to 5E-324. */
    private static BigDecimal fewest(String javas, Predicate<BigDecimal> same) {
        BigDecimal digits = new BigDecimal(javas);
        if (digits.precision() == 2) {
            for (MathContext rounding : ONE_DIGIT) {
                BigDecimal one = digits.round(rounding);
                if (same.test(one)) {
                    return one;
                }
            }
        }
        return digits;
    }
}
