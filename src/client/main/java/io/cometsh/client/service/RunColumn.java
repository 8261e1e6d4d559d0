package io.cometsh.client.service;

import io.cometsh.query.Column;
import io.cometsh.query.Source;
import io.cometsh.text.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a table of experiments, as it is typed everywhere: {@code params.lr}, {@code metrics.loss} (its current
 * value), {@code metrics.loss.min}, {@code others.note}, {@code env.hostname}, {@code meta.user_name}, {@code tags},
 * {@code experiment_name}.
 *
 * <p>A name with a comma, a quotation mark or a word of its own at the end is written in quotes, in which {@code ""} is a
 * quotation mark: {@code params."a,b"}, {@code metrics."top.max".min}. Without quotes, a metric that is called
 * {@code top.max} is what {@code metrics.top.max} means where an experiment has it; {@link #in} decides that.
 *
 * @param text as it was typed, which is the heading of the column
 * @param source the kind of values; null for a fact of the experiment, such as {@code experiment_name}
 * @param name without prefix, word and quotes
 * @param statistic which value of a metric; {@link Statistic#CURRENT} for all else
 * @param step of {@link Statistic#AT}; 0 otherwise
 * @param literal the name with the word, when a metric could be called so; else null
 * @param isSpark whether it is a curve in a few characters, {@code spark(metrics.loss)}
 */
public record RunColumn(
        String text, Source source, String name, Statistic statistic, long step, String literal, boolean isSpark) {

    /** In the order of a table that has all columns. */
    private static final Map<Source, String> PREFIXES = new LinkedHashMap<>();

    static {
        PREFIXES.put(Source.PARAMETERS, "params.");
        PREFIXES.put(Source.METRICS, "metrics.");
        PREFIXES.put(Source.OTHERS, "others.");
        PREFIXES.put(Source.ENVIRONMENT, "env.");
        PREFIXES.put(Source.METADATA, "meta.");
    }

    private static final String SPARK = "spark(";
    /** Loaded with the first column that needs one. */
    private static final class Forms {
        private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:\\.(.+))?", Pattern.DOTALL);
        private static final Pattern WITH_WORD = Pattern.compile("(.+)\\.([a-z]+)", Pattern.DOTALL);
        private static final Pattern WITH_STEP =
                Pattern.compile("(?:(.+)\\.)?at(?:Step)?\\((-?\\d{1,18})\\)", Pattern.DOTALL);
    }

    /**
     * The column that a text names. Nothing is asked, and whether there is such a column is not decided.
     *
     * @throws IllegalArgumentException for a quotation mark that nothing closes, and for an unknown word after a quoted
     *     name
     */
    public static RunColumn parse(String text) {
        if (text.startsWith(SPARK) && text.endsWith(")")) {
            String inner = text.substring(SPARK.length(), text.length() - 1);
            String prefix = PREFIXES.get(Source.METRICS);
            String name = inner.startsWith(prefix) ? inner.substring(prefix.length()) : inner;
            return column(text, Source.METRICS, name.startsWith("\"") ? quoted(text, name).name : name, true);
        }
        for (Map.Entry<Source, String> prefix : PREFIXES.entrySet()) {
            if (text.startsWith(prefix.getValue())) {
                return named(
                        text, prefix.getKey(), text.substring(prefix.getValue().length()));
            }
        }
        return column(text, text.equals(ExperimentColumns.TAGS) ? Source.TAGS : null, text, false);
    }

    /**
     * The column that a text names, where a bare name that is not a column is one of this source:
     * {@code parse("accuracy.max", Source.METRICS)} is {@code metrics.accuracy.max}.
     *
     * @throws IllegalArgumentException as {@link #parse(String)} does
     */
    public static RunColumn parse(String text, Source bare) {
        RunColumn column = parse(text);
        return column.source == null && !ExperimentColumns.isFact(text) ? parse(PREFIXES.get(bare) + text) : column;
    }

    private static RunColumn named(String text, Source source, String rest) {
        if (rest.startsWith("\"")) {
            RunColumn quoted = quoted(text, rest);
            if (source != Source.METRICS && quoted.statistic != Statistic.CURRENT) {
                throw new IllegalArgumentException("the column " + text + " has one value: only a metric has ."
                        + String.join(", .", Statistic.WORDS));
            }
            return new RunColumn(text, source, quoted.name, quoted.statistic, quoted.step, null, false);
        }
        // Without a point there is neither a word nor a step.
        if (source == Source.METRICS && rest.indexOf('.') >= 0) {
            Matcher atStep = Forms.WITH_STEP.matcher(rest);
            if (atStep.matches() && atStep.group(1) != null) {
                long step = Long.parseLong(atStep.group(2));
                return new RunColumn(text, source, atStep.group(1), Statistic.AT, step, rest, false);
            }
            Matcher word = Forms.WITH_WORD.matcher(rest);
            if (word.matches()) {
                Optional<Statistic> statistic = Statistic.ofWord(word.group(2));
                if (statistic.isPresent()) {
                    return new RunColumn(text, source, word.group(1), statistic.get(), 0, rest, false);
                }
            }
        }
        return column(text, source, rest, false);
    }

    private static RunColumn quoted(String text, String rest) {
        Matcher quoted = Forms.QUOTED.matcher(rest);
        if (!quoted.matches()) {
            throw new IllegalArgumentException("in the column " + text + " a quotation mark is not closed, or a text"
                    + " without a point follows it: write params.\"a,b\" or metrics.\"a,b\".min, and \"\" for a"
                    + " quotation mark in the name");
        }
        String name = quoted.group(1).replace("\"\"", "\"");
        String word = quoted.group(2);
        if (word == null) {
            return column(text, Source.METRICS, name, false);
        }
        Matcher atStep = Forms.WITH_STEP.matcher(word);
        if (atStep.matches() && atStep.group(1) == null) {
            return new RunColumn(
                    text, Source.METRICS, name, Statistic.AT, Long.parseLong(atStep.group(2)), null, false);
        }
        return new RunColumn(
                text,
                Source.METRICS,
                name,
                Statistic.ofWord(word)
                        .orElseThrow(() -> new IllegalArgumentException("in the column " + text + " the word ." + word
                                + " is unknown: use one of " + String.join(", ", Statistic.WORDS))),
                0,
                null,
                false);
    }

    private static RunColumn column(String text, Source source, String name, boolean spark) {
        return new RunColumn(text, source, name, Statistic.CURRENT, 0, null, spark);
    }

    /** The column of values with a name as it was logged, such as the parameter {@code lr}; a metric's current value. */
    public static RunColumn of(Source source, String name) {
        return column(heading(source, name), source, name, false);
    }

    /** The columns that these texts name. */
    public static List<RunColumn> parse(List<String> texts) {
        List<RunColumn> columns = new ArrayList<>();
        for (String text : texts) {
            columns.add(parse(text));
        }
        return columns;
    }

    /** The heading of a column in a table that has all columns: the prefix and the name as it was logged. */
    public static String heading(Source source, String name) {
        return name.startsWith("\"") ? typed(source, name) : PREFIXES.get(source) + name;
    }

    /** The column as it is typed, in quotes where it needs them: {@code params.lr}, {@code params."a,b"}. */
    public static String typed(Source source, String name) {
        String plain = PREFIXES.get(source) + name;
        boolean plainly = !needsQuotes(name)
                && (source != Source.METRICS || named(plain, source, name).statistic == Statistic.CURRENT);
        return plainly ? plain : PREFIXES.get(source) + '"' + name.replace("\"", "\"\"") + '"';
    }

    private static boolean needsQuotes(String name) {
        return name.isEmpty()
                || name.indexOf('"') >= 0
                || name.indexOf(',') >= 0
                || name.indexOf('\r') >= 0
                || name.indexOf('\n') >= 0
                || isBlank(name.charAt(0))
                || isBlank(name.charAt(name.length() - 1))
                || name.endsWith(":asc")
                || name.endsWith(":desc");
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** Whether there are columns of this source with a prefix and a name. */
    static boolean hasPrefix(Source source) {
        return PREFIXES.containsKey(source);
    }

    static Collection<String> prefixes() {
        return PREFIXES.values();
    }

    /** Whether a column of a project is one of a table: some of Comet's metadata has no values that can be read. */
    public static boolean exists(Column column) {
        return hasPrefix(column.source()) && (column.source() != Source.METADATA || MetadataColumns.has(column.name()));
    }

    /** This column among experiments with these metrics: a metric that is called like the name with the word comes first. */
    RunColumn in(Set<String> metrics) {
        return literal != null && metrics.contains(literal) ? column(text, source, literal, false) : this;
    }

    /** The metric that a column is of; empty for any other column. */
    public static Optional<String> metric(String typed) {
        RunColumn column = parse(typed);
        return column.source == Source.METRICS ? Optional.of(column.name) : Optional.empty();
    }

    /** What can be typed for a column: the column and, after a metric and a point, the column with each word. */
    public static List<String> withWords(String column, String typed) {
        List<String> all = new ArrayList<>(List.of(column));
        if (column.startsWith(PREFIXES.get(Source.METRICS)) && typed.startsWith(column + ".")) {
            Statistic.WORDS.forEach(word -> all.add(column + "." + word));
        }
        return all;
    }

    /** The end of a sentence about a column that these columns lack: the nearest of them, with this one's word. */
    public String hint(Set<String> columns) {
        String word = statistic == Statistic.CURRENT
                ? ""
                : "." + (statistic == Statistic.AT ? "at(" + step + ")" : statistic.word());
        List<String> known = columns.stream()
                .filter(column -> column.startsWith(PREFIXES.get(source)))
                .map(column -> column + word)
                .toList();
        return Names.hint(text, known);
    }

    /** Whether it has one value for an experiment, unlike a metric without a word, which has one for each step. */
    boolean isConstant() {
        return source == null ? ExperimentColumns.isFact(name) : source != Source.METRICS || literal != null;
    }

    /** The column of the same values without a word, as it is typed: {@code metrics.loss} for {@code metrics.loss.min}. */
    String plain() {
        return source == null || source == Source.TAGS ? text : typed(source, name);
    }

    /**
     * Whether these columns, as they are typed, lack this one's values. A fact, the tags and a column of the metadata are
     * never unknown.
     */
    public boolean isUnknownAmong(Set<String> columns) {
        return source != null
                && source != Source.METADATA
                && hasPrefix(source)
                && !columns.contains(plain())
                && (literal == null || !columns.contains(typed(source, literal)));
    }
}
