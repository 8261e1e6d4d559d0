package io.cometsh.query;

import io.cometsh.text.Names;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Reads a query's text by recursive descent, one method a level of Groovy's precedence, loosest first: {@code |},
 * {@code &}, {@code == !=}, {@code < <= > >= in}, ranges, {@code ~ -}, calls. Each part is built by the same methods that
 * a script calls, so that a mistake gives the same message, with its position marked.
 */
final class QueryParser {
    private static final String CONDITION = "a condition such as Metric(\"loss\") < 0.2 or Tag(\"best\")";
    private static final String VALUE = "a value such as 0.2, \"adam\", True, None or datetime(2026, 1, 31)";
    /** Deeper than anybody writes, and far from the end of a thread's stack. */
    private static final int DEEPEST = 200;

    private static final List<String> ORDERING = List.of("<", "<=", ">", ">=");
    private static final List<String> RANGES = List.of("..", "..<", "<..", "<..<");

    /** What people write instead, from scripts, Python and SQL. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("&&", "write & for AND"),
            Map.entry("||", "write | for OR"),
            Map.entry("!", "write ~ for NOT"),
            Map.entry("and", "write & for AND"),
            Map.entry("or", "write | for OR"),
            Map.entry("not", "write ~ for NOT"),
            Map.entry("AND", "write & for AND"),
            Map.entry("OR", "write | for OR"),
            Map.entry("NOT", "write ~ for NOT"),
            Map.entry("=", "write == to compare"),
            Map.entry("===", "write == to compare"),
            Map.entry("is", "write == to compare"),
            Map.entry("!==", "write !="),
            Map.entry("<>", "write !="),
            Map.entry("=~", "write .matches(/pattern/)"),
            Map.entry("==~", "write .matches(/pattern/)"),
            Map.entry("like", "write .matches(/pattern/)"),
            Map.entry("<=>", "write < <= > or >="),
            Map.entry("^", "write (a & ~b) | (~a & b)"),
            Map.entry("+", "nothing is computed here: write the result"),
            Map.entry("-", "nothing is computed here: write the result"),
            Map.entry("*", "nothing is computed here: write the result"),
            Map.entry("/", "nothing is computed here: write the result"),
            Map.entry("%", "nothing is computed here: write the result"),
            Map.entry("**", "nothing is computed here: write the result"),
            Map.entry("<<", "nothing is computed here: write the result"),
            Map.entry(">>", "nothing is computed here: write the result"),
            Map.entry("{", "nothing runs here: a query is one expression"),
            Map.entry(";", "a query is one expression"));

    /** A range as it is written; {@code in} alone understands it. */
    private record Range(Object from, Object to, boolean openFrom, boolean openTo) {}

    /** A piece that has been read, and where it begins. */
    private record Part(Object value, int start) {}

    private final String text;
    private final List<QueryToken> tokens;
    private int next;
    private int depth;
    /** What is expected at the current position, for the message when something else is there. */
    private String expected = CONDITION;

    QueryParser(String text) {
        this.text = text;
        tokens = new QueryLexer(text).tokens();
    }

    QueryExpression parse() {
        if (peek().kind() == QueryToken.Kind.END) {
            throw error("expected " + CONDITION + ", but the query is empty", 0);
        }
        Part all = disjunction();
        QueryToken rest = peek();
        if (rest.kind() != QueryToken.Kind.END) {
            throw rest.is(")") || rest.is("]")
                    ? error("nothing is open that this " + rest.text() + " could close", rest.start())
                    : unexpected("& or | before another condition, or the end of the query");
        }
        return condition(all);
    }

    private Part disjunction() {
        Part left = conjunction();
        while (peek().is("|")) {
            QueryExpression first = condition(left);
            take();
            expected = CONDITION + " after |";
            left = new Part(first.or(condition(conjunction())), left.start());
        }
        return left;
    }

    private Part conjunction() {
        Part left = equality();
        while (peek().is("&")) {
            QueryExpression first = condition(left);
            take();
            expected = CONDITION + " after &";
            left = new Part(first.and(condition(equality())), left.start());
        }
        return left;
    }

    /** The condition that a part must be by now. */
    private QueryExpression condition(Part part) {
        if (part.value() instanceof QueryExpression expression) {
            return expression;
        }
        if (part.value() instanceof QueryVariable variable) {
            throw error(
                    variable + " has not been compared yet: write, for example, " + variable + " > 0.5", part.start());
        }
        throw error("expected " + CONDITION + ", not only " + describe(part.value()), part.start());
    }

    private Part equality() {
        Part left = relation();
        while (peek().is("==") || peek().is("!=")) {
            QueryToken operator = take();
            expected = VALUE + " after " + operator.text();
            left = compare(left, operator, relation());
        }
        return left;
    }

    private Part relation() {
        Part left = range();
        while (true) {
            QueryToken operator = peek();
            if (ORDERING.contains(operator.text()) && operator.kind() == QueryToken.Kind.SIGN) {
                left = ordering(left);
            } else if (isMembership()) {
                left = membership(left);
            } else {
                return left;
            }
        }
    }

    private Part ordering(Part left) {
        QueryToken operator = take();
        expected = VALUE + " after " + operator.text();
        Part middle = range();
        QueryToken second = peek();
        if (second.kind() != QueryToken.Kind.SIGN || !ORDERING.contains(second.text())) {
            return compare(left, operator, middle);
        }
        take();
        if (!(middle.value() instanceof QueryVariable) || left.value() instanceof QueryVariable) {
            throw error(
                    "a comparison with two bounds has its variable in the middle: 0.1 < Metric(\"x\") < 0.5",
                    second.start());
        }
        expected = VALUE + " after " + second.text();
        QueryExpression low = condition(compare(left, operator, middle));
        QueryExpression high = condition(compare(middle, second, range()));
        if (ORDERING.contains(peek().text())) {
            throw error("a comparison takes two bounds at most: join conditions with &", peek().start());
        }
        return new Part(low.and(high), left.start());
    }

    private Part compare(Part left, QueryToken operator, Part right) {
        return new Part(
                located(operator.start(), () -> {
                    if (left.value() instanceof QueryVariable variable) {
                        return compare(variable, operator.text(), value(right));
                    }
                    if (right.value() instanceof QueryVariable variable) {
                        return compare(variable, mirrored(operator.text()), value(left));
                    }
                    Object both = left.value() instanceof QueryExpression ? left.value() : right.value();
                    throw new QueryException(
                            "'" + operator.text() + "' compares a variable such as Metric(\"loss\") with"
                                    + " a value"
                                    + (both instanceof QueryExpression
                                            ? ", and " + both + " is a condition already: join conditions with & and |"
                                            : ""));
                }),
                left.start());
    }

    private static QueryExpression compare(QueryVariable variable, String operator, Object value) {
        return switch (operator) {
            case "==" -> variable.eq(value);
            case "!=" -> variable.ne(value);
            case "<" -> variable.lt(value);
            case "<=" -> variable.le(value);
            case ">" -> variable.gt(value);
            default -> variable.ge(value);
        };
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private Object value(Part part) {
        if (part.value() instanceof Range) {
            throw error("a range belongs after in, as in Metric(\"x\") in 1..5", part.start());
        }
        return part.value();
    }

    private boolean isMembership() {
        return peek().isWord("in") || (peek().is("!") || peek().isWord("not")) && peek(1).isWord("in");
    }

    private Part membership(Part left) {
        QueryToken operator = take();
        boolean negated = !operator.isWord("in");
        if (negated) {
            take();
        }
        expected = "a list such as [\"adam\", \"sgd\"] or a range such as 1..5 after in";
        Part choices = range();
        if (!(left.value() instanceof QueryVariable variable)) {
            throw error("in asks whether a variable such as Metric(\"loss\") has one of several values", left.start());
        }
        QueryExpression any = located(choices.start(), () -> {
            if (choices.value() instanceof Collection<?> values) {
                return variable.in(values);
            }
            if (choices.value() instanceof Range range) {
                return variable.inRange(range.from(), range.to(), range.openFrom(), range.openTo());
            }
            throw new QueryException("expected " + expected);
        });
        return new Part(negated ? any.negate() : any, left.start());
    }

    private Part range() {
        Part from = unary();
        QueryToken operator = peek();
        if (operator.kind() != QueryToken.Kind.SIGN || !RANGES.contains(operator.text())) {
            return from;
        }
        take();
        expected = "the end of the range after " + operator.text();
        Part to = unary();
        boolean openFrom = operator.text().startsWith("<");
        boolean openTo = operator.text().endsWith("<");
        return new Part(new Range(plain(from), plain(to), openFrom, openTo), from.start());
    }

    /** A value that stands for itself: inside ranges and lists there are no variables and no conditions. */
    private Object plain(Part part) {
        if (part.value() instanceof QueryVariable
                || part.value() instanceof QueryExpression
                || part.value() instanceof Range
                || part.value() instanceof Collection) {
            throw error("expected " + VALUE + ", not " + describe(part.value()), part.start());
        }
        return part.value();
    }

    private Part unary() {
        QueryToken sign = peek();
        if (sign.is("~")) {
            take();
            if (peek().kind() == QueryToken.Kind.TEXT && peek().text().startsWith("/")) {
                // Groovy's ~/…/, which is a pattern.
                return primary();
            }
            expected = CONDITION + " after ~";
            Part operand = deeper(this::unary);
            if (operand.value() instanceof QueryVariable variable) {
                return new Part(located(sign.start(), variable::bitwiseNegate), sign.start());
            }
            return new Part(condition(operand).negate(), sign.start());
        }
        if (sign.is("-") || sign.is("+")) {
            take();
            expected = "a number after " + sign.text();
            if (List.of("inf", "Infinity", "float", "math", "np", "Double").contains(peek().text())) {
                Object infinite = primary().value();
                return new Part(sign.is("-") ? negative((Number) infinite) : infinite, sign.start());
            }
            QueryToken number = take();
            if (number.kind() != QueryToken.Kind.NUMBER) {
                throw error("expected a number after " + sign.text(), number.start());
            }
            return new Part(sign.is("-") ? negative((Number) number.value()) : number.value(), sign.start());
        }
        return postfix();
    }

    private static Number negative(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal.negate();
        }
        if (number instanceof Double value) {
            return -value;
        }
        if (number instanceof Float value) {
            return -value;
        }
        return number instanceof BigInteger value
                ? QueryLexer.whole(value.negate())
                : QueryLexer.whole(BigInteger.valueOf(number.longValue()).negate());
    }

    private Part postfix() {
        Part part = primary();
        while (peek().is(".")) {
            take();
            part = member(part, take());
        }
        return part;
    }

    private Part member(Part owner, QueryToken name) {
        if (name.kind() != QueryToken.Kind.WORD) {
            throw error("expected a name after the point, such as contains", name.start());
        }
        if (owner.value() instanceof TimeSpan span) {
            if (name.text().equals("ago")) {
                return new Part(span.getAgo(), owner.start());
            }
            throw error("expected ago, as in days(7).ago, not " + name.text(), name.start());
        }
        if (!(owner.value() instanceof QueryVariable variable)) {
            throw error(
                    owner.value() instanceof QueryExpression
                            ? owner.value() + " is a condition already: join conditions with & and |"
                            : describe(owner.value()) + " has no " + name.text() + " here",
                    name.start());
        }
        QueryMethod method = QueryMethod.named(name.text()).orElseThrow(() -> unknownMethod(variable, name));
        List<Part> arguments =
                method.isProperty() ? List.of() : arguments(variable + "." + name.text(), method.example());
        if (arguments.size() != method.arguments()) {
            throw error(
                    "expected " + method.arguments() + (method.arguments() == 1 ? " value" : " values") + ": "
                            + variable + method.example(),
                    name.start());
        }
        List<Object> values = arguments.stream().map(this::plain).toList();
        return new Part(located(name.start(), () -> method.of(variable, values)), owner.start());
    }

    private QueryTextException unknownMethod(QueryVariable variable, QueryToken name) {
        List<String> nearest = Names.nearest(name.text(), QueryMethod.names());
        return error(
                variable + " has no ." + name.text()
                        + (nearest.isEmpty()
                                ? ": compare it, or use one of " + String.join(", ", QueryMethod.names())
                                : "; did you mean ." + String.join(" or .", nearest) + "?"),
                name.start());
    }

    /** Values in parentheses, separated by commas. */
    private List<Part> arguments(String of, String example) {
        QueryToken open = peek();
        if (!open.is("(")) {
            throw error("expected ( after " + of + ", as in " + example, open.start());
        }
        take();
        return elements(open, ")");
    }

    private List<Part> elements(QueryToken open, String close) {
        List<Part> elements = new ArrayList<>();
        while (!peek().is(close)) {
            expected = VALUE;
            elements.add(deeper(this::disjunction));
            if (peek().is(",")) {
                take();
            } else if (!peek().is(close)) {
                throw unexpected(", or " + close + " to close the " + open.text() + " at column " + (open.start() + 1));
            }
        }
        take();
        return elements;
    }

    private Part primary() {
        QueryToken token = take();
        return switch (token.kind()) {
            case NUMBER, TEXT -> new Part(token.value(), token.start());
            case WORD -> new Part(word(token), token.start());
            case SIGN -> bracketed(token);
            case END -> throw unexpected(expected);
        };
    }

    private Part bracketed(QueryToken open) {
        if (open.is("(")) {
            Part inner = deeper(this::disjunction);
            if (!peek().is(")")) {
                throw unexpected(") to close the ( at column " + (open.start() + 1));
            }
            take();
            return new Part(inner.value(), open.start());
        }
        if (open.is("[")) {
            List<Object> values = new ArrayList<>();
            elements(open, "]").forEach(element -> values.add(plain(element)));
            return new Part(values, open.start());
        }
        next--;
        throw unexpected(expected);
    }

    private Object word(QueryToken word) {
        switch (word.text()) {
            case "None", "null" -> {
                return null;
            }
            case "True", "true" -> {
                return true;
            }
            case "False", "false" -> {
                return false;
            }
            case "datetime" -> {
                return datetime(word);
            }
            case "NaN", "nan" -> {
                return Double.NaN;
            }
            case "Infinity", "inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "Double", "float", "math", "np" -> {
                return notFinite(word);
            }
            default -> {
                Optional<Source> source = Source.ofVariableName(word.text());
                if (source.isPresent()) {
                    return variable(source.get(), word);
                }
                if (TimeSpan.UNITS.containsKey(word.text())) {
                    return span(word);
                }
                throw unknown(word);
            }
        }
    }

    private QueryTextException unknown(QueryToken word) {
        String instead = INSTEAD.get(word.text());
        if (instead != null) {
            return error(instead + " instead of " + word.text(), word.start());
        }
        Collection<String> words = new TreeSet<>(TimeSpan.UNITS.keySet());
        for (Source source : Source.values()) {
            words.add(source.variableName());
        }
        words.addAll(List.of("None", "True", "False", "NaN", "Infinity", "datetime"));
        List<String> nearest = Names.nearest(word.text(), words);
        String hint = !nearest.isEmpty()
                ? "; did you mean " + String.join(" or ", nearest) + "?"
                : peek().is("(") ? "" : ": put a text in quotes, \"" + word.text() + "\"";
        return error("expected " + expected + ", not " + word.text() + hint, word.start());
    }

    private Object variable(Source source, QueryToken word) {
        String example = source.variableName() + "(\"loss\")";
        List<Part> arguments = new ArrayList<>();
        QueryToken open = peek();
        if (!open.is("(")) {
            throw error("expected a name in parentheses and quotes, as in " + example, open.start());
        }
        take();
        while (!peek().is(")")) {
            // Python's name for the second one.
            if (arguments.size() == 1 && peek().isWord("qtype") && peek(1).is("=")) {
                take();
                take();
            }
            QueryToken argument = take();
            if (argument.kind() != QueryToken.Kind.TEXT) {
                throw error("expected a name in quotes, as in " + example, argument.start());
            }
            arguments.add(new Part(argument.value(), argument.start()));
            if (peek().is(",")) {
                take();
            } else if (!peek().is(")")) {
                throw unexpected(") after the name");
            }
        }
        take();
        boolean tag = source == Source.TAGS;
        if (arguments.isEmpty() || arguments.size() > (tag ? 1 : 2)) {
            throw error("expected one name" + (tag ? "" : ", and perhaps a type") + ", as in " + example, word.start());
        }
        String name = (String) arguments.get(0).value();
        if (tag) {
            return QueryVariable.tag(name);
        }
        return new QueryVariable(
                source, name, arguments.size() == 2 ? (String) arguments.get(1).value() : null);
    }

    private LocalDateTime datetime(QueryToken word) {
        List<Part> arguments = arguments("datetime", "datetime(2026, 1, 31)");
        if (arguments.size() < 3 || arguments.size() > 7) {
            throw error(
                    "expected year, month and day, and perhaps a time: datetime(2026, 1, 31, 12, 30)", word.start());
        }
        int[] parts = new int[7];
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i).value() instanceof Integer part)) {
                throw error(
                        "expected a whole number, as in datetime(2026, 1, 31, 12, 30)",
                        arguments.get(i).start());
            }
            parts[i] = part;
        }
        return located(
                word.start(),
                () -> DateTimes.utc(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]));
    }

    private TimeSpan span(QueryToken word) {
        String example = word.text() + "(7)";
        List<Part> arguments = arguments(word.text(), example);
        if (arguments.size() != 1 || !(arguments.get(0).value() instanceof Number count)) {
            throw error("expected one number, as in " + example, word.start());
        }
        return located(word.start(), () -> TimeSpan.of(word.text(), count));
    }

    /** {@code Double.NaN} and the infinities in Groovy's words and in Python's: {@code float("nan")}, {@code math.inf}. */
    private Double notFinite(QueryToken word) {
        String name;
        if (word.text().equals("float")) {
            List<Part> arguments = arguments("float", "float(\"inf\")");
            name = arguments.size() == 1 ? String.valueOf(arguments.get(0).value()) : "";
        } else {
            name = peek().is(".") ? peek(1).text() : "";
            next = Math.min(next + 2, tokens.size() - 1);
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "positive_infinity", "inf", "infinity", "+inf" -> Double.POSITIVE_INFINITY;
            case "negative_infinity", "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw error("expected NaN, Infinity or -Infinity", word.start());
        };
    }

    private static String describe(Object value) {
        if (value instanceof Range) {
            return "a range";
        }
        return value instanceof Collection ? "a list" : Values.literal(value);
    }

    private QueryToken peek() {
        return tokens.get(next);
    }

    private QueryToken peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    /** The next token; the end stays where it is. */
    private QueryToken take() {
        QueryToken token = tokens.get(next);
        if (token.kind() != QueryToken.Kind.END) {
            next++;
        }
        return token;
    }

    private Part deeper(Supplier<Part> read) {
        if (++depth > DEEPEST) {
            throw error("more than " + DEEPEST + " levels of parentheses", peek().start());
        }
        Part part = read.get();
        depth--;
        return part;
    }

    /** The result of a step; its complaint gets the place. */
    private <T> T located(int start, Supplier<T> step) {
        try {
            return step.get();
        } catch (QueryTextException e) {
            throw e;
        } catch (QueryException e) {
            throw error(e.getMessage(), start);
        }
    }

    private QueryTextException unexpected(String wanted) {
        QueryToken found = peek();
        String instead = INSTEAD.get(found.text());
        if (instead != null && found.kind() != QueryToken.Kind.TEXT) {
            return error(instead + " instead of " + found.text(), found.start());
        }
        return error(
                "expected " + wanted + ", "
                        + (found.kind() == QueryToken.Kind.END ? "but the query ends here" : "not " + found.text()),
                found.start());
    }

    private QueryTextException error(String message, int at) {
        return new QueryTextException(message, text, at);
    }
}
