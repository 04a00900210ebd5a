package dev.leat.flow.drawing;

/** Ids for elements of pages: names may have any letter in them, ids may not. Different names have different ids. */
final class Ids {
    private final String prefix;

    Ids(String flow, int version) {
        prefix = clean(flow) + "-" + version;
    }

    /** @param path of a state, or of what it is for, with a slash between names */
    String of(String kind, String path) {
        return prefix + "." + kind + "." + clean(path);
    }

    private static String clean(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(letter -> {
            if (letter == '/') {
                text.append('.');
            } else if (letter == '_') {
                text.append("__");
            } else if (letter == '-' || (letter < 128 && Character.isLetterOrDigit(letter))) {
                text.appendCodePoint(letter);
            } else {
                text.append('_').append(Integer.toHexString(letter)).append('_');
            }
        });
        return text.toString();
    }
}
