package io.cometsh.shell;

import io.cometsh.export.Table;
import io.cometsh.lang.Session;
import io.cometsh.text.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code :vars [TEXT]}. */
final class VarsCommand implements Command {
    private static final int LONGEST = 60;

    private final Session session;
    private final Set<String> given;
    private final TableText tables;

    /** {@code given} are the variables that every session has; they are left out. */
    VarsCommand(Session session, Set<String> given, TableText tables) {
        this.session = session;
        this.given = given;
        this.tables = tables;
    }

    @Override
    public String name() {
        return ":vars";
    }

    @Override
    public String usage() {
        return "[TEXT]";
    }

    @Override
    public String summary() {
        return "your variables, methods and classes";
    }

    @Override
    public String help() {
        return """
                Lists what you defined, with the beginning of each value; with a TEXT, only
                names that contain it: :vars run
                It sends no request. ?NAME shows more of one.""";
    }

    @Override
    public String run(CommandArguments arguments) {
        String wanted = arguments.text().strip().toLowerCase(Locale.ROOT);
        List<List<Object>> rows = new ArrayList<>();
        session.variables().forEach((name, value) -> {
            if (!given.contains(name) && name.toLowerCase(Locale.ROOT).contains(wanted)) {
                rows.add(List.of(name, value == null ? "null" : type(value), preview(value)));
            }
        });
        for (String method : session.methods()) {
            add(rows, method, "method", wanted);
        }
        for (String type : session.classes()) {
            add(rows, type, "class", wanted);
        }
        if (rows.isEmpty()) {
            return wanted.isEmpty() ? "nothing defined yet" : "nothing of yours has " + wanted + " in its name";
        }
        return tables.of(new Table(List.of("name", "type", "value"), rows), arguments.width());
    }

    @Override
    public Map<String, String> complete(List<String> before, String word) {
        Map<String, String> names = new LinkedHashMap<>();
        if (before.isEmpty()) {
            session.variables().forEach((name, value) -> {
                if (!given.contains(name)) {
                    names.put(name, value == null ? "null" : type(value));
                }
            });
            session.methods().forEach(name -> names.put(name, "method"));
            session.classes().forEach(name -> names.put(name, "class"));
        }
        return names;
    }

    private void add(List<List<Object>> rows, String name, String kind, String wanted) {
        if (name.toLowerCase(Locale.ROOT).contains(wanted)) {
            String source = session.source(name);
            rows.add(List.of(
                    name,
                    kind,
                    source == null ? "" : cut(source.lines().findFirst().orElse(""))));
        }
    }

    private static String type(Object value) {
        if (value instanceof List || value instanceof Map || value instanceof Set) {
            boolean ours = value.getClass().getName().startsWith("io.cometsh.");
            return ours
                    ? value.getClass().getSimpleName()
                    : value instanceof List ? "List" : value instanceof Map ? "Map" : "Set";
        }
        return value.getClass().isAnonymousClass() || value.getClass().getName().contains("$_")
                ? "Closure"
                : value.getClass().getSimpleName();
    }

    /** A short description of a value that calls nothing slow. */
    private static String preview(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof CharSequence text) {
            return cut("\"" + text.toString().replace("\n", "\\n") + "\"");
        }
        if (value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum) {
            return value.toString();
        }
        if (value instanceof Collection<?> collection) {
            return Quantity.of(collection.size(), "element");
        }
        if (value instanceof Map<?, ?> map) {
            return Quantity.of(map.size(), "entry", "entries");
        }
        return value instanceof Record || value.getClass().getName().startsWith("io.cometsh.")
                ? cut(value.toString())
                : "";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
