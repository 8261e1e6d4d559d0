package io.cometsh.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A column of a project that still needs comparing, such as {@code Metric("loss")}.
 *
 * <p>In a script the comparison operators build an expression: {@code Metric("loss") < 0.2}. From Java, or where
 * operators are not rewritten, methods do the same: {@code QueryVariable.metric("loss").lt(0.2)}.
 *
 * @param source the kind of column
 * @param name the column's name as it was logged
 * @param type the column's type ({@code string}, {@code double}, {@code boolean}, {@code datetime}, {@code timenumber})
 *     when the user or the server gave it, else null: then the project's columns determine it
 * @param facet the compared part of the variable, when it is not the current value; else null
 */
public record QueryVariable(Source source, String name, String type, Facet facet) implements Comparable<Object> {

    public QueryVariable {
        if (name == null) {
            throw new QueryException(
                    source.variableName() + "(...) needs a name, such as " + source.variableName() + "(\"loss\")");
        }
    }

    public QueryVariable(Source source, String name) {
        this(source, name, null, null);
    }

    public QueryVariable(Source source, String name, String type) {
        this(source, name, type, null);
    }

    /** The metric's current value: {@code metric("loss").lt(0.2)}. */
    public static QueryVariable metric(String name) {
        return new QueryVariable(Source.METRICS, name);
    }

    /** A parameter: {@code parameter("optimizer").eq("adam")}. */
    public static QueryVariable parameter(String name) {
        return new QueryVariable(Source.PARAMETERS, name);
    }

    /** A value of log-other: {@code other("Name").startsWith("red")}. */
    public static QueryVariable other(String name) {
        return new QueryVariable(Source.OTHERS, name);
    }

    /** A fact of the experiment itself, such as {@code duration} (seconds) or {@code start_server_timestamp}. */
    public static QueryVariable metadata(String name) {
        return new QueryVariable(Source.METADATA, name);
    }

    /** A system detail, such as {@code os}. */
    public static QueryVariable environment(String name) {
        return new QueryVariable(Source.ENVIRONMENT, name);
    }

    /** The expression "has this tag"; unlike the other factories it needs no comparing. */
    public static QueryExpression tag(String name) {
        return new ServerComparison(new QueryVariable(Source.TAGS, name, "string"), Operator.EQUAL, name);
    }

    /** The smallest value that a metric had: {@code Metric("loss").min < 0.1}. Decided on the client. */
    public QueryVariable getMin() {
        return ofMetric(Facet.MIN);
    }

    /** The largest value that a metric had: {@code Metric("accuracy").max > 0.9}. Decided on the client. */
    public QueryVariable getMax() {
        return ofMetric(Facet.MAX);
    }

    /**
     * The value that a metric had at a step: {@code Metric("loss").atStep(100) < 0.5}. Missing where there is no point at
     * exactly that step; the later one counts where there are several. Decided on the client.
     */
    public QueryVariable atStep(Number step) {
        if (step == null || step.doubleValue() != step.longValue()) {
            throw new QueryException(this + ".atStep(step) needs a whole number, such as " + this + ".atStep(100)");
        }
        return ofMetric(Facet.atStep(step.longValue()));
    }

    /**
     * The text, capital and small letters being the same: {@code Parameter("opt").ignoreCase() == "adam"}, and so with
     * {@code in}, {@code contains}, {@code startswith}, {@code endswith} and {@code matches}. Decided on the client.
     */
    public QueryVariable ignoreCase() {
        requireText("ignoreCase()");
        return new QueryVariable(source, name, type, Facet.IGNORE_CASE);
    }

    private QueryVariable ofMetric(Facet wanted) {
        if (source != Source.METRICS) {
            throw new QueryException(new QueryVariable(source, name) + " has one value and no "
                    + wanted.toString().substring(1) + ": only metrics have several, as in Metric(\"loss\")" + wanted);
        }
        if (facet != null) {
            throw new QueryException(
                    this + " is one number already: write Metric(" + Values.quote(name) + ")" + wanted);
        }
        return new QueryVariable(source, name, type, wanted);
    }

    private void requireText(String method) {
        if (source == Source.METRICS || source == Source.TAGS) {
            throw new QueryException(this + "." + method + " is for texts, and "
                    + (source == Source.TAGS ? "a tag is had or not" : "a metric is a number: compare with == < >"));
        }
    }

    /** What it costs to know this of an experiment, for what is decided on the client. */
    public ClientComparison.Cost cost() {
        if (source == Source.METADATA) {
            return ClientComparison.Cost.FACTS;
        }
        return facet != null && facet.kind() == Facet.Kind.AT_STEP
                ? ClientComparison.Cost.CURVE
                : ClientComparison.Cost.SUMMARY;
    }

    /** The same column as the server's rules see it. */
    QueryVariable plain() {
        return facet == null ? this : new QueryVariable(source, name, type);
    }

    private boolean ignoresCase() {
        return facet != null && !facet.isNumber();
    }

    /** A rule for the server wherever it has one. */
    private QueryExpression comparison(Operator operator, Object value) {
        return facet == null && operator.wireName() != null && !(value instanceof QueryVariable) && !Values.isNaN(value)
                ? new ServerComparison(this, operator, value)
                : new ClientComparison(this, operator, value);
    }

    /**
     * The value is not a number: {@code Metric("loss").isNaN()}, the same as {@code Metric("loss") == NaN}. Decided on the
     * client.
     */
    public QueryExpression isNaN() {
        return eq(Double.NaN);
    }

    /** The value is one of the infinities: {@code Metric("loss").isInfinite()}, the same as {@code in [Infinity, -Infinity]}. */
    public QueryExpression isInfinite() {
        return eq(Double.POSITIVE_INFINITY).or(eq(Double.NEGATIVE_INFINITY));
    }

    /**
     * {@code ==}; {@code null} asks for a missing value, {@code ""} for an empty one and {@code NaN} for one that is not a
     * number.
     */
    public QueryExpression eq(Object value) {
        Object normal = Values.normalise(this, value);
        if (normal == null) {
            // Where a metric has any value, it has a smallest and a largest one.
            boolean atStep = facet != null && facet.kind() == Facet.Kind.AT_STEP;
            return atStep
                    ? new ClientComparison(this, Operator.IS_NULL, null)
                    : new ServerComparison(plain(), Operator.IS_NULL, null);
        }
        return "".equals(normal)
                ? new ServerComparison(plain(), Operator.IS_EMPTY, null)
                : comparison(Operator.EQUAL, normal);
    }

    /** {@code !=}; the exact opposite of {@link #eq}. */
    public QueryExpression ne(Object value) {
        return eq(value).negate();
    }

    /** {@code <}. */
    public QueryExpression lt(Object value) {
        return ordering(Operator.LESS, value);
    }

    /** {@code <=}. */
    public QueryExpression le(Object value) {
        return ordering(Operator.LESS_OR_EQUAL, value);
    }

    /** {@code >}. */
    public QueryExpression gt(Object value) {
        return ordering(Operator.GREATER, value);
    }

    /** {@code >=}. */
    public QueryExpression ge(Object value) {
        return ordering(Operator.GREATER_OR_EQUAL, value);
    }

    private void requireOrder(Object bound) {
        if (Values.isNaN(bound)) {
            throw new QueryException("nothing is less or greater than NaN: write " + this + ".isNaN(), or ~" + this
                    + ".isNaN() for the others");
        }
    }

    private QueryExpression ordering(Operator operator, Object value) {
        Object normal = Values.normalise(this, value);
        if (normal == null) {
            throw new QueryException(this + " " + operator.text() + " null compares with nothing: write " + this
                    + " == None for experiments without a value, " + this + " != None for experiments with one");
        }
        requireOrder(normal);
        if (normal instanceof Boolean) {
            throw new QueryException(
                    this + " " + operator.text() + " " + value + ": True and False have no order, write " + this
                            + " == " + (value.equals(true) ? "True" : "False"));
        }
        if (ignoresCase()) {
            throw new QueryException(this + " " + operator.text() + " ...: there is no order here, write == or one of"
                    + " contains, startswith, endswith, matches");
        }
        return comparison(operator, normal);
    }

    /**
     * From {@code low} to {@code high}, both included: {@code Metric("acc").between(0.5, 0.9)}. Datetimes are fine too;
     * since the server takes only numbers here, they go out as two rules.
     */
    public QueryExpression between(Object low, Object high) {
        if (Values.isDateTime(low) && Values.isDateTime(high)) {
            return ge(low).and(le(high));
        }
        Object from = Values.normalise(this, low);
        Object to = Values.normalise(this, high);
        if (!(from instanceof Number) || !(to instanceof Number)) {
            throw new QueryException(this + ".between(low, high) needs two numbers or two datetimes, not "
                    + Values.literal(from) + " and " + Values.literal(to));
        }
        requireOrder(from);
        requireOrder(to);
        if (ignoresCase()) {
            throw new QueryException(this + ".between(...): a text is between nothing, write == or one of contains,"
                    + " startswith, endswith, matches");
        }
        return comparison(Operator.BETWEEN, List.of(from, to));
    }

    /**
     * {@code Metric("x") in 1..5} and {@code in 1..<5}: the ends as they are written, and the smaller number is the low
     * end in any order.
     */
    public QueryExpression inRange(Object from, Object to, boolean openFrom, boolean openTo) {
        boolean reverse = from instanceof Number a && to instanceof Number b && Values.isGreater(a, b);
        Object low = reverse ? to : from;
        Object high = reverse ? from : to;
        boolean openLow = reverse ? openTo : openFrom;
        boolean openHigh = reverse ? openFrom : openTo;
        if (!openLow && !openHigh) {
            return between(low, high);
        }
        QueryExpression above = openLow ? gt(low) : ge(low);
        return above.and(openHigh ? lt(high) : le(high));
    }

    /** Holds the text anywhere. */
    public QueryExpression contains(Object text) {
        return text(Operator.CONTAINS, text);
    }

    /** Begins with the text. */
    public QueryExpression startswith(Object text) {
        return text(Operator.BEGINS_WITH, text);
    }

    /** The same as {@link #startswith}, in Java's spelling. */
    public QueryExpression startsWith(Object text) {
        return startswith(text);
    }

    /** Ends with the text. */
    public QueryExpression endswith(Object text) {
        return text(Operator.ENDS_WITH, text);
    }

    /** The same as {@link #endswith}, in Java's spelling. */
    public QueryExpression endsWith(Object text) {
        return endswith(text);
    }

    /**
     * The whole text fits a regular expression: {@code Parameter("opt").matches("ada.*")}. For a part of the text write
     * {@code .*} around. Decided on the client; what the pattern begins with narrows on the server.
     *
     * @param pattern a text or a pattern, in Java's syntax
     */
    public QueryExpression matches(Object pattern) {
        requireText("matches(pattern)");
        if (!(pattern instanceof CharSequence || pattern instanceof Pattern)) {
            throw new QueryException(this + ".matches(...) needs a pattern, such as " + this + ".matches(/ada.*/)");
        }
        return comparison(Operator.MATCHES, Values.pattern(this, pattern));
    }

    private QueryExpression text(Operator operator, Object value) {
        if (facet != null && facet.isNumber()) {
            throw new QueryException(
                    this + " is a number: compare with == < >, not with ." + operator.text() + "(...)");
        }
        Object normal = Values.normalise(this, value);
        if (!(normal instanceof String)) {
            throw new QueryException(this + "." + operator.text() + "(...) needs a text, such as " + this + "."
                    + operator.text() + "(\"" + (normal == null ? "text" : normal) + "\")");
        }
        return comparison(operator, normal);
    }

    /** Any of the values: {@code Parameter("opt") in ["adam", "sgd"]}. */
    public QueryExpression in(Collection<?> values) {
        if (values.isEmpty()) {
            throw new QueryException(this + " in [] can never hold: give at least one value");
        }
        List<QueryExpression> choices = new ArrayList<>();
        for (Object value : values) {
            choices.add(eq(value));
        }
        return choices.size() == 1 ? choices.get(0) : new Or(choices);
    }

    // What follows exists to be refused in the user's own words: Groovy calls these for & | ^ ~ - + and in conditions.
    // A tag alone is refused nothing: what getQueryVariables gives for one already asks for it.

    private QueryException uncompared() {
        return new QueryException(this + " has not been compared yet: write, for example, " + this + " > 0.5");
    }

    public QueryExpression and(Object right) {
        if (source == Source.TAGS) {
            return tag(name).and(right);
        }
        throw uncompared();
    }

    public QueryExpression or(Object right) {
        if (source == Source.TAGS) {
            return tag(name).or(right);
        }
        throw uncompared();
    }

    public QueryExpression xor(Object right) {
        throw uncompared();
    }

    public QueryExpression bitwiseNegate() {
        if (source == Source.TAGS) {
            return tag(name).negate();
        }
        throw new QueryException(
                "~" + this + " negates nothing: put the comparison in parentheses, such as ~(" + this + " < 3)");
    }

    public QueryExpression negative() {
        throw uncompared();
    }

    public QueryExpression positive() {
        throw uncompared();
    }

    public QueryExpression plus(Object right) {
        throw arithmetic("+", right);
    }

    public QueryExpression minus(Object right) {
        throw arithmetic("-", right);
    }

    public QueryExpression multiply(Object right) {
        throw arithmetic("*", right);
    }

    public QueryExpression div(Object right) {
        throw arithmetic("/", right);
    }

    private QueryException arithmetic(String operator, Object right) {
        return new QueryException("cannot compute " + this + " " + operator + " " + right
                + ": the server compares stored values, so move the arithmetic to the other side");
    }

    /** Python's {@code Metric("loss") is None}, which Groovy reads as a call. */
    public boolean is(Object other) {
        throw new QueryException("`is` cannot be used in a query: write == "
                + (other == null ? "None" : other instanceof CharSequence ? "\"" + other + "\"" : other));
    }

    public boolean asBoolean() {
        throw new QueryException(this + " has no truth value: compare it, for example " + this + " > 0.5, and join"
                + " conditions with & | ~");
    }

    @Override
    public int compareTo(Object other) {
        throw new QueryException("this comparison of " + this + " was not turned into a query: add"
                + " \"import static io.cometsh.lang.Query.*\" to the script, or write " + this + ".lt(value)");
    }

    // A record's own methods are linked at run time, which takes milliseconds of the start of each query.
    @Override
    public boolean equals(Object other) {
        return other instanceof QueryVariable variable
                && source == variable.source
                && name.equals(variable.name)
                && Objects.equals(type, variable.type)
                && Objects.equals(facet, variable.facet);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, name, type, facet);
    }

    @Override
    public String toString() {
        return source.variableName() + "(" + Values.quote(name) + ")" + (facet == null ? "" : facet);
    }
}
