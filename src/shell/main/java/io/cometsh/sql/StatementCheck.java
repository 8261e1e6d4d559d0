package io.cometsh.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.text.Names;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement may be: one SELECT over known tables, without functions that read files, run other statements or show
 * the engine. It looks at the engine's own syntax tree, never at the text.
 */
final class StatementCheck {
    private static final Set<String> FUNCTIONS =
            Set.of("best", "unnest", "range", "generate_series", "repeat", "values");

    private final Set<String> known;
    private final Set<String> others = new LinkedHashSet<>();

    private StatementCheck(Collection<String> known) {
        this.known = new TreeSet<>();
        known.forEach(name -> this.known.add(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Refuses a statement.
     *
     * @param tree what {@code json_serialize_sql} gives for it
     * @param known the tables that it may name
     * @return the names of other tables that it needs
     * @throws SqlException with the reason
     */
    static Set<String> otherTables(JsonNode tree, Collection<String> known) {
        if (tree.path("error").asBoolean()) {
            boolean syntax = tree.path("error_type").asText().equals("parser");
            throw new SqlException(
                    syntax
                            ? tree.path("error_message").asText()
                            : "sql takes one SELECT: a mirror is read, and nothing else is reachable from a statement");
        }
        if (tree.path("statements").size() != 1) {
            throw new SqlException("sql takes one statement at a time, not "
                    + tree.path("statements").size());
        }
        StatementCheck check = new StatementCheck(known);
        check.collectNames(tree);
        check.visit(tree);
        return check.others;
    }

    /** The names of common table expressions are tables of the statement. */
    private void collectNames(JsonNode node) {
        JsonNode map = node.path("cte_map").path("map");
        map.forEach(entry -> known.add(entry.path("key").asText().toLowerCase(Locale.ROOT)));
        node.forEach(this::collectNames);
    }

    private void visit(JsonNode node) {
        switch (node.path("type").asText()) {
            case "TABLE_FUNCTION" -> function(node.path("function"));
            case "BASE_TABLE" -> table(node);
            case "SHOW_REF" -> {
                if (node.path("query").isMissingNode() || node.path("query").isNull()) {
                    throw new SqlException("SHOW is not available in sql: use DESCRIBE runs, or SELECT");
                }
            }
            default -> {}
        }
        node.forEach(this::visit);
    }

    private static void function(JsonNode function) {
        String name = last(function, "function_name");
        if (!FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new SqlException("the table function " + name + " is not available in sql: it reads the tables of the"
                    + " mirror, and no files or addresses; use runs, points, params, tags or best(metric)");
        }
    }

    private void table(JsonNode table) {
        String schema =
                table.path("schema_name").asText() + table.path("catalog_name").asText();
        String name = last(table, "table_name");
        if (!schema.isEmpty() || table.path("qualified_name").path("path").size() > 1) {
            throw new SqlException("a table of sql has no schema before its name: " + name);
        }
        if (!known.contains(name.toLowerCase(Locale.ROOT))) {
            others.add(name);
        }
    }

    private static String last(JsonNode node, String member) {
        JsonNode path = node.path("qualified_name").path("path");
        return path.isEmpty()
                ? node.path(member).asText()
                : path.get(path.size() - 1).asText();
    }

    static SqlException unknownTable(String name, Collection<String> known) {
        return new SqlException("there is no table \"" + name + "\"" + Names.hint(name, known));
    }
}
