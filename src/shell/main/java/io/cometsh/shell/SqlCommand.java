package io.cometsh.shell;

import io.cometsh.lang.Session;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code :sql SELECT …}: the same as {@code sql("…")}, with the session's values as tables. */
final class SqlCommand implements Command {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> KEYWORDS = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP",
            "ORDER",
            "BY",
            "HAVING",
            "LIMIT",
            "JOIN",
            "USING",
            "DISTINCT",
            "DESCRIBE");

    private final ScriptFiles.Runner runner;
    private final Session session;
    private final Supplier<Map<String, String>> names;

    /** @param names the tables and columns, with what each is */
    SqlCommand(ScriptFiles.Runner runner, Session session, Supplier<Map<String, String>> names) {
        this.runner = runner;
        this.session = session;
        this.names = names;
    }

    @Override
    public String name() {
        return ":sql";
    }

    @Override
    public String usage() {
        return "SELECT...";
    }

    @Override
    public String summary() {
        return "asks the mirror of cometsh sync in SQL";
    }

    @Override
    public String help() {
        return """
                Tables: runs, points, params, tags; best('METRIC') has a metric's extremes.
                A value of this session is a table too: _ or a variable.
                :sql SELECT project, count(*) AS runs FROM runs GROUP BY project
                :sql SELECT * FROM best('val_loss') ORDER BY min LIMIT 5
                :sql SELECT * FROM _ WHERE min < 0.1
                Needs cometsh sync WORKSPACE, and cometsh addon duckdb once.""";
    }

    @Override
    public boolean showsValue() {
        return true;
    }

    @Override
    public String run(CommandArguments arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("which statement? Write one, such as :sql SELECT * FROM runs LIMIT 5");
        }
        return runner.run(groovy(arguments.text()), "");
    }

    /** The statement as a call, with the variables that it names. */
    private String groovy(String statement) {
        Set<String> variables = new LinkedHashSet<>(session.variables().keySet());
        variables.add("_");
        Set<String> named = new LinkedHashSet<>();
        Matcher words = WORD.matcher(statement);
        while (words.find()) {
            if (variables.contains(words.group()) && !isOwn(words.group())) {
                named.add(words.group());
            }
        }
        String tables = named.stream().map(name -> '"' + name + "\": " + name).collect(Collectors.joining(", "));
        return (tables.isEmpty() ? "sql(" : "sql([" + tables + "], ") + literal(statement) + ")";
    }

    private static boolean isOwn(String name) {
        return Set.of("runs", "points", "params", "tags").contains(name.toLowerCase(Locale.ROOT));
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> all = new LinkedHashMap<>();
        boolean table = !before.isEmpty()
                && Set.of("from", "join").contains(before.get(before.size() - 1).toLowerCase(Locale.ROOT));
        names.get().forEach((name, what) -> {
            if (!table || what.startsWith("a row") || name.startsWith("best")) {
                all.put(name, what);
            }
        });
        if (table) {
            session.variables().keySet().forEach(name -> all.putIfAbsent(name, "a value of this session"));
        } else {
            KEYWORDS.stream().sorted().forEach(keyword -> all.put(keyword, ""));
        }
        return all;
    }
}
