package dev.leat.flow.definition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.leat.flow.definition.ExpressionTokens.Kind;
import dev.leat.flow.definition.ExpressionTokens.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** From a text to a term, by descent: or, and, not, comparison, sum, product, sign, value. For one thread. */
final class ExpressionParser {
    private static final int DEEPEST = 50;
    private static final Set<String> FUNCTIONS = Set.of("exists", "size", "starts", "ends", "contains", "matches");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "true", "false", "null", "data", "event");

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int depth;

    ExpressionParser(String text) {
        this.text = text;
        if (text.length() > Expression.LONGEST) {
            throw new ExpressionException(
                    text.substring(0, 20) + "…",
                    Expression.LONGEST,
                    "it is longer than " + Expression.LONGEST + " characters",
                    "leave such work to a worker");
        }
        this.tokens = ExpressionTokens.of(text);
    }

    Term term() {
        if (tokens.size() == 1) {
            throw wrong(tokens.get(0), "there is nothing", "write an expression, such as data.total > 100");
        }
        Term term = disjunction();
        if (token().kind() != Kind.END) {
            throw wrong(
                    token(),
                    "it should end before " + token().shown(),
                    "put an operator between, or quotes around a text");
        }
        return term;
    }

    private Term disjunction() {
        if (++depth > DEEPEST) {
            throw wrong(token(), "it is too deep", "use fewer brackets");
        }
        Term term = junction("or", this::conjunction, true);
        depth--;
        return term;
    }

    private Term conjunction() {
        return junction("and", this::negation, false);
    }

    private Term junction(String word, Supplier<Term> part, boolean decisive) {
        List<Term> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (skip(Kind.WORD, word));
        return parts.size() == 1 ? parts.get(0) : new Term.Junction(List.copyOf(parts), decisive);
    }

    private Term negation() {
        boolean negated = false;
        boolean any = false;
        while (skip(Kind.WORD, "not")) {
            negated = !negated;
            any = true;
        }
        Term term = comparison();
        // Twice not is not nothing: it has no value where the term is neither true nor false.
        return negated ? new Term.Not(term) : any ? new Term.Not(new Term.Not(term)) : term;
    }

    private Term comparison() {
        Term left = sum();
        Token operator = token();
        Term term = left;
        if (skip(Kind.WORD, "in")) {
            term = new Term.In(left, sum());
        } else if (operator.is(Kind.WORD, "not") && tokens.get(next + 1).is(Kind.WORD, "in")) {
            next += 2;
            term = new Term.Not(new Term.In(left, sum()));
        } else if (skip(Kind.SIGN, "==")) {
            term = new Term.Equality(left, sum(), true);
        } else if (skip(Kind.SIGN, "!=")) {
            term = new Term.Equality(left, sum(), false);
        } else if (skip(Kind.SIGN, "<=") || skip(Kind.SIGN, "<")) {
            term = new Term.Order(left, sum(), -1, operator.text().length() == 2);
        } else if (skip(Kind.SIGN, ">=") || skip(Kind.SIGN, ">")) {
            term = new Term.Order(left, sum(), 1, operator.text().length() == 2);
        }
        if (token().kind() == Kind.SIGN && token().text().matches("[=!]=|[<>]=?")) {
            throw wrong(token(), "comparisons cannot be chained", "join them with 'and'");
        }
        return term;
    }

    private Term sum() {
        return chain("+-", this::product);
    }

    private Term product() {
        return chain("*/%", this::signed);
    }

    private Term chain(String signs, Supplier<Term> part) {
        List<Term> parts = new ArrayList<>(List.of(part.get()));
        StringBuilder operators = new StringBuilder();
        while (token().kind() == Kind.SIGN && signs.contains(token().text())) {
            operators.append(take().text());
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.get(0) : new Term.Arithmetic(List.copyOf(parts), operators.toString());
    }

    private Term signed() {
        boolean negative = false;
        while (skip(Kind.SIGN, "-")) {
            negative = !negative;
        }
        Term term = value();
        return negative ? new Term.Arithmetic(List.of(new Term.Constant(Json.whole(0)), term), "-") : term;
    }

    private Term value() {
        Token token = take();
        if (token.kind() == Kind.TEXT) {
            return new Term.Constant(Json.text(token.text()));
        }
        if (token.kind() == Kind.NUMBER) {
            return new Term.Constant(Json.number(new BigDecimal(token.text())));
        }
        if (token.kind() == Kind.WORD) {
            return word(token);
        }
        if (token.is(Kind.SIGN, "(")) {
            Term term = disjunction();
            expect(")");
            return term;
        }
        if (token.is(Kind.SIGN, "[")) {
            return items();
        }
        throw wrong(token, "a value is missing before " + token.shown(), "write a path, a number, a text or a list");
    }

    private Term items() {
        List<Term> items = new ArrayList<>();
        if (!skip(Kind.SIGN, "]")) {
            do {
                items.add(disjunction());
            } while (skip(Kind.SIGN, ","));
            expect("]");
        }
        Term list = new Term.Items(items);
        // One list for all evaluations, where it is always the same.
        return list.isConstant() ? new Term.Constant(list.in(new Scope(Json.missing(), Json.missing()))) : list;
    }

    private Term word(Token word) {
        if (FUNCTIONS.contains(word.text()) && isSign("(")) {
            return function(word);
        }
        return switch (word.text()) {
            case "true" -> new Term.Constant(Json.truth(true));
            case "false" -> new Term.Constant(Json.truth(false));
            case "null" -> new Term.Constant(Json.NODES.nullNode());
            case "data", "event" -> path(word);
            default -> throw unknown(word);
        };
    }

    private ExpressionException unknown(Token word) {
        if (WORDS.contains(word.text())) {
            return wrong(word, "a value is missing before '" + word.text() + "'", "write a path, a number or a text");
        }
        List<String> known = new ArrayList<>(FUNCTIONS);
        known.addAll(WORDS);
        String remedy = Nearest.to(word.text(), known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("paths begin with data. or event., texts are in quotes: '" + word.text() + "'");
        return wrong(word, "'" + word.text() + "' is not known", remedy);
    }

    private Term.Path path(Token root) {
        List<Object> steps = new ArrayList<>();
        while (isSign(".") || isSign("[")) {
            if (skip(Kind.SIGN, ".")) {
                Token name = take();
                if (name.kind() != Kind.WORD) {
                    throw wrong(name, "a name is missing before " + name.shown(), "write it like data.customer.name");
                }
                steps.add(name.text());
            } else {
                next++;
                steps.add(step(take()));
                expect("]");
            }
        }
        if (isSign("(")) {
            throw wrong(
                    token(),
                    "values have no methods",
                    "functions come first: size(data.items), starts(data.name, 'A')");
        }
        return new Term.Path(root.text().equals("event"), List.copyOf(steps));
    }

    private Object step(Token token) {
        if (token.kind() == Kind.TEXT) {
            return token.text();
        }
        if (token.kind() == Kind.NUMBER && token.text().matches("\\d{1,9}")) {
            return Integer.valueOf(token.text());
        }
        throw wrong(token, "in brackets there is a name in quotes or a position", "write data['a-b'] or data.items[0]");
    }

    private Term function(Token name) {
        expect("(");
        Term first = disjunction();
        if (name.text().equals("exists") || name.text().equals("size")) {
            expect(")");
            if (name.text().equals("size")) {
                return new Term.Size(first);
            }
            if (first instanceof Term.Path path) {
                return new Term.Exists(path);
            }
            throw wrong(name, "only a path can exist", "write exists(data.name)");
        }
        if (!skip(Kind.SIGN, ",")) {
            throw wrong(token(), "'" + name.text() + "' needs two values", "write " + name.text() + "(data.name, 'A')");
        }
        Token at = token();
        Term second = disjunction();
        expect(")");
        return switch (name.text()) {
            case "starts" -> new Term.Part(first, second, Term.Part.Where.STARTS);
            case "ends" -> new Term.Part(first, second, Term.Part.Where.ENDS);
            case "contains" -> new Term.Part(first, second, Term.Part.Where.CONTAINS);
            default -> new Term.Matches(first, pattern(second, at));
        };
    }

    private Pattern pattern(Term term, Token at) {
        if (!(term instanceof Term.Constant constant) || !constant.value().isString()) {
            throw wrong(at, "the pattern is no text", "write it out: matches(data.code, '[A-Z]{3}')");
        }
        try {
            return Patterns.of(constant.value().asString());
        } catch (PatternSyntaxException e) {
            throw wrong(
                    at,
                    "the pattern is none: " + e.getDescription(),
                    "use RE2's syntax, which has no look-around and no back-references");
        }
    }

    private Token token() {
        return tokens.get(next);
    }

    /** Stays at the end. */
    private Token take() {
        Token token = token();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    private boolean isSign(String sign) {
        return token().is(Kind.SIGN, sign);
    }

    private boolean skip(Kind kind, String what) {
        boolean is = token().is(kind, what);
        if (is) {
            next++;
        }
        return is;
    }

    private void expect(String sign) {
        if (!skip(Kind.SIGN, sign)) {
            throw wrong(token(), "'" + sign + "' is missing before " + token().shown(), "add it");
        }
    }

    private ExpressionException wrong(Token token, String what, String remedy) {
        return new ExpressionException(text, token.at(), what, remedy);
    }
}
