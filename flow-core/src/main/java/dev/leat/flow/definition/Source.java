package dev.leat.flow.definition;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A text, what was found wrong with it, and where in it things are. For one thread.
 *
 * @param imported whether names are those of a machine of the closed service, for which none of them means anything
 */
record Source(List<String> lines, Problems problems, References references, boolean imported) {
    static Source of(String text, Problems problems, boolean imported) {
        return new Source(text.lines().toList(), problems, new References(), imported);
    }

    /** What the parser makes of the value; what it refuses is a problem at the very character. */
    <T> Optional<T> parsed(Section.Entry entry, Function<Yaml.Node, T> parser) {
        try {
            return Optional.of(parser.apply(entry.value()));
        } catch (ExpressionException e) {
            bad(entry, e.at(), e.what(), e.remedy());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            bad(entry, 0, String.valueOf(e.getMessage()), "leave such values to a worker");
            return Optional.empty();
        }
    }

    /** The same of what may be a secret, of which nothing is shown. */
    <T> Optional<T> parsedUnseen(Section.Entry entry, Function<Yaml.Node, T> parser) {
        try {
            return Optional.of(parser.apply(entry.value()));
        } catch (IllegalArgumentException e) {
            bad(
                    entry,
                    e instanceof ExpressionException expression ? expression.at() : 0,
                    "it is no expression",
                    "put a text into quotes of its own, such as \"'text'\", or name what to take, such as data.id");
            return Optional.empty();
        }
    }

    private void bad(Section.Entry entry, int at, String what, String remedy) {
        Yaml.Place place = entry.value() instanceof Yaml.Scalar scalar ? place(scalar, at) : entry.place();
        problems.add(Check.BAD_EXPRESSION, entry.trail(), place, what, remedy);
    }

    /** Of a character of it. Where the text is not written as it is, such as with escapes or over several lines, that of its beginning. */
    private Yaml.Place place(Yaml.Scalar scalar, int at) {
        Yaml.Place begin = scalar.place();
        String line = begin.line() <= lines.size() ? lines.get(begin.line() - 1) : "";
        int quote = begin.column() <= line.length() && "'\"".indexOf(line.charAt(begin.column() - 1)) >= 0 ? 1 : 0;
        return line.startsWith(scalar.text(), begin.column() - 1 + quote)
                ? new Yaml.Place(begin.line(), begin.column() + quote + at)
                : begin;
    }
}
