package io.cometsh.lang;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to write here for what a Python user types. Only code that failed is looked at. */
final class PythonHabits {
    /**
     * An answer in one line.
     *
     * @param column where the habit begins in its line, from 1
     */
    record Advice(int column, String text) {}

    private record Rule(Pattern pattern, Function<Part, String> text) {}

    /** A match in the masked line, with the groups as the user wrote them. */
    private record Part(MatchResult match, String line) {
        String group(int group) {
            return match.start(group) < 0
                    ? ""
                    : withoutSlices(match.group(group), line.substring(match.start(group), match.end(group)))
                            .strip();
        }
    }

    /** A line with more characters is data: the expressions would take time and stack for it. */
    private static final int LONGEST = 2_000;

    /** Brackets with others inside, as deep as one writes them in a line. */
    private static final String PARENTHESES = nested("\\(", "\\)", nested("\\(", "\\)", nested("\\(", "\\)", "")));

    private static final String SQUARES = nested("\\[", "\\]", nested("\\[", "\\]", ""));

    /** Values with commas between them. */
    private static final String VALUES_LIST = "(?:[^()\\[\\]{}]|" + PARENTHESES + "|" + SQUARES + "|\\{[^{}]*\\})";

    /** One value. */
    private static final String VALUE = VALUES_LIST.replace("[^()", "[^,()");

    private static String nested(String open, String close, String inner) {
        return open + "(?:[^" + open + close + "]" + (inner.isEmpty() ? "" : "|" + inner) + ")*+" + close;
    }

    private static final Pattern SLICE = Pattern.compile("((?:[\\w.]++|" + PARENTHESES + "|" + SQUARES
            + ")+)\\[\\s*(-?\\w*)\\s*:\\s*(-?\\w*)\\s*(?::\\s*(-?\\w*))?\\s*\\]");

    private static Rule rule(String pattern, Function<Part, String> text) {
        return new Rule(Pattern.compile(pattern), text);
    }

    private static Rule rule(String pattern, String text) {
        return rule(pattern, part -> text);
    }

    private static final Map<String, String> MODULES = Map.ofEntries(
            Map.entry("pandas", "runs.table(…) has the rows and columns, and .toCsv(file) writes them"),
            Map.entry("numpy", "lists have sum(), average(), min() and max()"),
            Map.entry("matplotlib", "plot(runs, \"loss\", output: \"loss.png\") draws"),
            Map.entry(
                    "json",
                    "write new groovy.json.JsonSlurper().parseText(text) and groovy.json.JsonOutput.toJson(value)"),
            Map.entry("os", "write System.getenv(\"NAME\") and new File(path)"),
            Map.entry("sys", "arguments are in args, and System.exit(1) ends the script"),
            Map.entry("re", "write text =~ /pattern/"),
            Map.entry("math", "write Math.sqrt(x)"),
            Map.entry("csv", "write csv(rows, \"file.csv\")"),
            Map.entry("time", "write sleep(1000) for a second, and System.currentTimeMillis()"),
            Map.entry("datetime", "datetime(2026, 1, 31) and days(7).ago are there without an import"));

    private static final Map<String, String> METHODS_OF_MANY = Map.of(
            "any", "any", "all", "every", "sorted", "sort", "sum", "sum", "max", "max", "min", "min", "set", "collect");

    private static final String AND = "`and` is not an operator here: join queries with &, other conditions with &&";
    private static final String OR = "`or` is not an operator here: join queries with |, other conditions with ||";
    private static final String NOT =
            "`not` is not an operator here: write ~ in front of a query, ! in front of another condition, and !in for `not in`";

    private static final String VALUES = "a text with values in it is \"… ${value} …\", without the f in front";

    /** Whole statements, which end in a colon. */
    private static final List<Rule> BLOCKS = List.of(
            rule(
                    "^(\\s*)def\\s+(\\w+)\\s*\\((.*?),?\\s*\\)\\s*(?:->.*)?:\\s*(\\S.*)?$",
                    part -> "write def " + part.group(2) + "(" + part.group(3) + ") { … }"),
            rule(
                    "^(\\s*)class\\s+(\\w+)\\s*(?:\\((\\w*)\\))?\\s*:\\s*$",
                    part -> "write class " + part.group(2)
                            + (part.group(3).isEmpty() ? "" : " extends " + part.group(3)) + " { … }"),
            rule(
                    "^(\\s*)for\\s+(\\w+)\\s*,\\s*(\\w+)\\s+in\\s+enumerate\\((.+)\\)\\s*:.*$",
                    part -> "write " + part.group(4) + ".eachWithIndex { " + part.group(3) + ", " + part.group(2)
                            + " -> … }"),
            rule(
                    "^(\\s*)for\\s+(\\w+(?:\\s*,\\s*\\w+)+)\\s+in\\s+(" + VALUES_LIST
                            + "+?)(?:\\.items\\(\\))?\\s*:.*$",
                    part -> "write " + part.group(3) + ".each { " + part.group(2) + " -> … }"),
            rule(
                    "^(\\s*)for\\s+(\\w+)\\s+in\\s+range\\((\\w+)\\)\\s*:.*$",
                    part -> "write for (" + part.group(2) + " in 0..<" + part.group(3) + ") { … }"),
            rule(
                    "^(\\s*)for\\s+(\\w+)\\s+in\\s+(.+):.*$",
                    part -> "write for (" + part.group(2) + " in " + part.group(3) + ") { … }"),
            rule(
                    "^(\\s*)(?:\\}\\s*)?elif\\s+(.+):.*$",
                    part -> "write } else if (" + condition(part.group(2)) + ") { … }"),
            rule(
                    "^(\\s*)(if|while)\\s+([^?]+):\\s*(?:\\S.*)?$",
                    part -> "write " + part.group(2) + " ("
                            + condition(part.group(3)).replaceFirst("^\\((.*)\\)$", "$1") + ") { … }"),
            rule(
                    "^(\\s*)(if|while)\\s+([^(].*?)\\s*\\{\\s*$",
                    part -> "write " + part.group(2) + " (" + condition(part.group(3)) + ") { … }"),
            rule("^\\s*(?:\\}\\s*)?else\\s*:.*$", "write } else { … }"),
            rule("^\\s*try\\s*:.*$", "write try { … } catch (e) { … }"),
            rule(
                    "^(\\s*)(?:\\}\\s*)?except(?:\\s+([\\w.]+))?(?:\\s+as\\s+(\\w+))?\\s*:.*$",
                    part -> "write } catch (" + (part.group(2) + " ").stripLeading()
                            + (part.group(3).isEmpty() ? "e" : part.group(3)) + ") { … }"),
            rule("^\\s*(?:\\}\\s*)?finally\\s*:.*$", "write } finally { … }"),
            rule(
                    "^(\\s*)with\\s+open\\(([^,)]*).*\\).*:.*$",
                    part -> "write new File(" + part.group(2) + ").text to read, new File(" + part.group(2)
                            + ").text = … to write"),
            rule(
                    "^(\\s*)with\\s+(.+?)(?:\\s+as\\s+(\\w+))?\\s*:.*$",
                    part -> "write " + part.group(2) + ".withCloseable { "
                            + (part.group(3).isEmpty() ? "" : part.group(3) + " -> ") + "… }"));

    private static final Rule IMPORT = rule(
            "^\\s*(?:from|import)\\s+(\\w+).*$",
            part -> MODULES.containsKey(part.group(1))
                    ? "there is no " + part.group(1) + " here: " + MODULES.get(part.group(1))
                    : null);

    private static final List<Rule> IN_LINES = List.of(
            IMPORT,
            rule(
                    "\\[\\s*(" + VALUES_LIST + "+?)\\s+for\\s+(\\w+(?:\\s*,\\s*\\w+)*)\\s+in\\s+(" + VALUES_LIST
                            + "+?)(?:\\.items\\(\\))?(?:\\s+if\\s+(" + VALUES_LIST + "+?))?\\s*\\]",
                    part -> "write " + part.group(3) + chosen(part, 4)
                            + (part.group(1).equals(part.group(2))
                                            && !part.group(4).isEmpty()
                                    ? ""
                                    : ".collect { " + part.group(2) + " -> " + part.group(1) + " }")),
            rule(
                    "\\{\\s*(.+?)\\s*:\\s*(.+?)\\s+for\\s+(\\w+(?:\\s*,\\s*\\w+)*)\\s+in\\s+(.+?)(?:\\.items\\(\\))?\\s*\\}",
                    part -> "write " + part.group(4) + ".collectEntries { " + part.group(3) + " -> [(" + part.group(1)
                            + "): " + part.group(2) + "] }"),
            rule(
                    "\\b(any|all|sorted|sum|max|min|set)\\(\\s*(" + VALUES_LIST + "+?)\\s+for\\s+(\\w+)\\s+in\\s+("
                            + VALUES_LIST + "+?)\\)",
                    part -> "write " + part.group(4) + "." + METHODS_OF_MANY.get(part.group(1)) + " { " + part.group(3)
                            + " -> " + part.group(2) + " }"),
            rule(
                    "\\blambda\\b\\s*([\\w\\s,]*):\\s*(" + VALUE + "*)",
                    part -> "write { " + (part.group(1).isEmpty() ? "" : part.group(1) + " ") + "-> " + part.group(2)
                            + " }"),
            rule(
                    "(?:=\\s*|[(,]\\s*|\\breturn\\s+|^\\s*)([\\w.\"'\\[\\] ]+?(?:\\([^()]*\\))?)\\s+if\\s+(.+?)\\s+else\\s+([^,]+?)(?=\\s*(?:\\)?$|[,;]))",
                    part -> "write " + condition(part.group(2)) + " ? " + part.group(1) + " : " + part.group(3)),
            rule("\\b[fF][rR]?(?=[\"'])", VALUES),
            new Rule(SLICE, part -> "write " + slice(part)),
            rule("\\bis\\s+not\\b", "`is not` is not an operator here: write !="),
            rule("(?<![.\\w$])is\\s+(?=None|null|True|False|[A-Z\"'\\d])", "`is` is not an operator here: write =="),
            rule("\\bnot\\s+in\\b", "`not in` is not an operator here: write !in"),
            rule("(?<![.\\w$])and(?=\\s)", AND),
            rule("(?<![.\\w$])or(?=\\s)", OR),
            rule("(?<![.\\w$])not(?=[\\s(])", NOT),
            rule("\\{\\s*(?:[\"'][^\"']*[\"']|\\d+)\\s*:", "a map is written in brackets: [\"name\": value]"),
            rule("(?<=[(,])\\s*\\*\\*(\\w+)", part -> "write *: " + part.group(1)),
            rule("^(\\s*)(\\w+(?:\\s*,\\s*\\w+)+)\\s*=(?!=)", part -> "write def (" + part.group(2) + ") = …"),
            rule("=\\s*\\(([^()]*,[^()]*)\\)\\s*$", part -> "a list is written in brackets: [" + part.group(1) + "]"),
            rule(
                    "\\b(int|float|bool)\\((" + VALUES_LIST + "*)\\)",
                    part -> "write " + converted(part.group(1), part.group(2))),
            rule(
                    "^\\s*return\\s+(" + VALUE + "+,.+)$",
                    part -> "a list is written in brackets: return [" + part.group(1) + "]"),
            rule("^\\s*(\\w+)\\s*:\\s*\\w+(?:\\[[^=]*\\])?\\s*=(?!=)", part -> "write def " + part.group(1) + " = …"),
            rule(
                    "^\\s*del\\s+(.+)\\[([^\\]]+)\\]\\s*$",
                    part -> "write " + part.group(1) + ".remove(" + part.group(2) + ")"),
            rule("^\\s*pass\\s*$", "an empty block is { }; there is no pass"));

    /** What to write for Python's functions. */
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("len", "write x.size()"),
            Map.entry("str", "write \"$x\" or x.toString()"),
            Map.entry("int", "write x as int"),
            Map.entry("float", "write x as double"),
            Map.entry("list", "write x as List"),
            Map.entry("tuple", "write x as List"),
            Map.entry("set", "write x as Set"),
            Map.entry("dict", "write [name: value]"),
            Map.entry("range", "write 0..<n"),
            Map.entry("enumerate", "write x.eachWithIndex { one, i -> … }"),
            Map.entry("zip", "write [a, b].transpose()"),
            Map.entry("sorted", "write x.toSorted { … }"),
            Map.entry("reversed", "write x.reverse()"),
            Map.entry("sum", "write x.sum()"),
            Map.entry("min", "write x.min(), or [a, b].min()"),
            Map.entry("max", "write x.max(), or [a, b].max()"),
            Map.entry("any", "write x.any { … }"),
            Map.entry("all", "write x.every { … }"),
            Map.entry("map", "write x.collect { … }"),
            Map.entry("filter", "write x.findAll { … }"),
            Map.entry("abs", "write x.abs()"),
            Map.entry("round", "write x.round(2)"),
            Map.entry("isinstance", "write x instanceof Type"),
            Map.entry("type", "write x.getClass()"),
            Map.entry("repr", "write x.inspect()"),
            Map.entry("open", "write new File(path).text"),
            Map.entry("print", "print takes one value: write println \"$a $b\""),
            Map.entry("println", "println takes one value: write println \"$a $b\""),
            Map.entry("raise", "write throw new Exception(text)"),
            Map.entry("not", NOT),
            Map.entry("f", VALUES));

    /** What to write for the methods of Python's own types. */
    private static final Map<String, String> MEMBERS = Map.ofEntries(
            Map.entry("append", "write x << value or x.add(value)"),
            Map.entry("extend", "write x.addAll(values)"),
            Map.entry("insert", "write x.add(index, value)"),
            Map.entry("items", "write x.each { key, value -> … }"),
            Map.entry("keys", "write x.keySet()"),
            Map.entry("update", "write x.putAll(other)"),
            Map.entry("lower", "write x.toLowerCase()"),
            Map.entry("upper", "write x.toUpperCase()"),
            Map.entry("lstrip", "write x.stripLeading()"),
            Map.entry("rstrip", "write x.stripTrailing()"),
            Map.entry("startswith", "write x.startsWith(text)"),
            Map.entry("endswith", "write x.endsWith(text)"),
            Map.entry("isdigit", "write x.isNumber()"),
            Map.entry("splitlines", "write x.readLines()"),
            Map.entry("index", "write x.indexOf(value)"),
            Map.entry("copy", "write x.collect()"),
            Map.entry("join", "write list.join(\", \")"),
            Map.entry("format", "write \"… ${value} …\""),
            Map.entry("mod", "write String.format(text, value), or \"… ${value} …\""),
            Map.entry("remainder", "write String.format(text, value), or \"… ${value} …\""));

    /** What to write for words that Groovy takes for variables. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("and", AND),
            Map.entry("or", OR),
            Map.entry("not", NOT),
            Map.entry("is", "`is` is not an operator here: write == for is, != for is not"),
            Map.entry("f", VALUES),
            Map.entry("pass", "an empty block is { }; there is no pass"),
            Map.entry("comet_ml", "its names are there without it: write API(…)"),
            Map.entry("self", "write this"),
            Map.entry("__name__", "a script runs from its first line; the test is not needed"),
            Map.entry("pd", MODULES.get("pandas")),
            Map.entry("np", MODULES.get("numpy")),
            Map.entry("plt", MODULES.get("matplotlib")));

    private PythonHabits() {}

    private static String chosen(Part part, int condition) {
        return part.group(condition).isEmpty()
                ? ""
                : ".findAll { " + part.group(2) + " -> " + part.group(condition) + " }";
    }

    /** A condition with Groovy's operators; one with a text in it stays as it is. */
    private static String condition(String python) {
        if (python.contains("\"") || python.contains("'")) {
            return python;
        }
        return python.replaceAll("\\bis\\s+not\\b", "!=")
                .replaceAll("\\bis\\b", "==")
                .replaceAll("\\bnot\\s+in\\b", "!in")
                .replaceAll("\\bnot\\s+(?=[\\w.()]+$)", "!")
                .replaceAll("\\band\\b", "&&")
                .replaceAll("\\bor\\b", "||");
    }

    /** A part of a line whose slices are written as here. */
    private static String withoutSlices(String mask, String line) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Matcher slice = SLICE.matcher(mask); slice.find(); at = slice.end()) {
            text.append(line, at, slice.start()).append(slice(new Part(slice.toMatchResult(), line)));
        }
        return text.append(line, at, line.length()).toString();
    }

    private static String slice(Part part) {
        String of = part.group(1);
        String from = part.group(2);
        String to = part.group(3);
        if (!part.group(4).isEmpty()) {
            return part.group(4).equals("-1")
                    ? of + ".reverse()"
                    : of + "[(0..<" + of + ".size()).step(" + part.group(4) + ")]";
        }
        if (from.isEmpty()) {
            return to.isEmpty()
                    ? of + ".collect()"
                    : of + (to.startsWith("-") ? ".dropRight(" + to.substring(1) : ".take(" + to) + ")";
        }
        if (to.isEmpty()) {
            return of + (from.startsWith("-") ? ".takeRight(" + from.substring(1) : ".drop(" + from) + ")";
        }
        return of + "[" + from + "..<" + to + "]";
    }

    /** What to write instead of a line that does not compile. */
    static Optional<Advice> forLine(String line) {
        return forLine(line, PythonText.mask(line));
    }

    /** @param mask the line without what is inside of strings and comments, some of which may begin in lines before */
    static Optional<Advice> forLine(String line, String mask) {
        return first(BLOCKS, line, mask).or(() -> first(IN_LINES, line, mask));
    }

    /** What to write instead of a line that nobody means as Groovy: an import of a Python module, the head of a block. */
    static Optional<Advice> forCertain(String line, String mask) {
        return first(mask.stripTrailing().endsWith(":") ? BLOCKS : List.of(IMPORT), line, mask);
    }

    /** Whether a line of the text opens one of Python's blocks, which no further line of Groovy can complete. */
    static boolean opensBlock(String text) {
        return PythonText.mask(text)
                .lines()
                .anyMatch(mask -> mask.stripTrailing().endsWith(":")
                        && forCertain(mask, mask).isPresent());
    }

    private static Optional<Advice> first(List<Rule> rules, String line, String mask) {
        if (mask.length() > LONGEST) {
            return Optional.empty();
        }
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(mask);
            if (matcher.find()) {
                String text = rule.text().apply(new Part(matcher.toMatchResult(), line));
                if (text != null) {
                    String found = matcher.group();
                    int blanks = found.length() - found.stripLeading().length();
                    return Optional.of(new Advice(matcher.start() + blanks + 1, text));
                }
            }
        }
        return Optional.empty();
    }

    /** For a function that nobody has defined; null for none of Python's. */
    static String forFunction(String name) {
        return FUNCTIONS.get(name);
    }

    /** For a method that an object does not have; null for none of Python's. */
    static String forMethod(String name) {
        return MEMBERS.get(name);
    }

    /** For a variable that nobody has defined; null for no word of Python's. */
    static String forWord(String name) {
        return WORDS.getOrDefault(name, MODULES.get(name));
    }

    /** {@code float("nan")} and {@code float("inf")} have words of their own, which no conversion gives. */
    private static String converted(String type, String value) {
        return switch (value.replaceAll("[\"'+]", "").toLowerCase(Locale.ROOT)) {
            case "nan" -> "NaN";
            case "inf", "infinity" -> "Infinity";
            case "-inf", "-infinity" -> "-Infinity";
            default -> value + " as " + type.replace("bool", "boolean");
        };
    }
}
