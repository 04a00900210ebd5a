package dev.leat.flow.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * How much room a text takes, without a display or a font. Widths are those of DejaVu Sans, in thousandths of its size. Verdana's are nearly
 * the same, and one of the two is on almost every machine; what is there elsewhere is narrower.
 *
 * @param pixels of the font
 * @param isBold for titles
 */
record Lettering(int pixels, boolean isBold) {
    static final Lettering TITLE = new Lettering(13, true);
    static final Lettering DETAIL = new Lettering(11, false);

    private static final int[] PLAIN = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656,
        557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613,
        635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818,
        592, 592, 525, 636, 337, 636, 838
    };
    private static final int[] BOLD = {
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696,
        696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775,
        637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675,
        716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924,
        645, 652, 582, 712, 365, 712, 838
    };
    /** Of a letter beyond ASCII: the widest in Latin, Greek and Cyrillic are narrower but for a few. */
    private static final int OTHER = 900;

    private static final int WIDE = 1_300;

    double width(String text) {
        int[] widths = isBold ? BOLD : PLAIN;
        long sum = text.codePoints()
                .mapToLong(
                        letter -> letter >= ' ' && letter - ' ' < widths.length ? widths[letter - ' '] : other(letter))
                .sum();
        return sum * pixels / 1_000.0;
    }

    private static int other(int letter) {
        int type = Character.getType(letter);
        if (letter == '\u00a0') {
            return PLAIN[0];
        }
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return letter >= 0x1100 ? WIDE : OTHER;
    }

    double lineHeight() {
        return Math.rint(pixels * 1.35);
    }

    /**
     * Lines that are no wider than that. A word that is wider is broken, if it can be where a capital or a sign begins a part of it.
     *
     * @param most pixels
     */
    List<String> wrap(String text, double most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String piece : pieces(text, most)) {
            if (!line.isEmpty() && width((line + piece).stripTrailing()) > most) {
                lines.add(line.stripTrailing());
                line = "";
            }
            line = line.isEmpty() ? piece.stripLeading() : line + piece;
            while (width(line.stripTrailing()) > most && line.codePointCount(0, line.length()) > 1) {
                int end = fitting(line, most);
                lines.add(line.substring(0, end));
                line = line.substring(end);
            }
        }
        if (!line.isBlank() || lines.isEmpty()) {
            lines.add(line.stripTrailing());
        }
        return lines;
    }

    private int fitting(String line, double most) {
        int end = line.offsetByCodePoints(0, 1);
        while (end < line.length() && width(line.substring(0, line.offsetByCodePoints(end, 1))) <= most) {
            end = line.offsetByCodePoints(end, 1);
        }
        return end;
    }

    /** Words with the blanks after them; those that are too long in their parts. */
    private List<String> pieces(String text, double most) {
        List<String> pieces = new ArrayList<>();
        for (String word : text.split("(?<= )(?! )", -1)) {
            if (width(word.stripTrailing()) <= most) {
                pieces.add(word);
            } else {
                pieces.addAll(List.of(word.split("(?<=\\p{Ll})(?=\\p{Lu})|(?<=[-_./])(?=\\p{L})", -1)));
            }
        }
        return pieces;
    }
}
