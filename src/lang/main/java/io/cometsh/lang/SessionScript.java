package io.cometsh.lang;

import io.cometsh.lang.SessionInput.Definition;
import io.cometsh.lang.SessionInput.TextEdit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inputs of a session as one script that does the same: declarations become variables that methods see, of what was
 * defined twice the last definition stays, {@code _} is assigned where a later input reads it, and the last value is
 * printed.
 */
final class SessionScript {
    private final List<SessionInput> inputs;

    SessionScript(List<SessionInput> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /** The last inputs, at most this many, and the project that was in use before them. */
    SessionScript last(int count) {
        List<SessionInput> chosen = new ArrayList<>();
        int entered = 0;
        for (int i = inputs.size() - 1; i >= 0; i--) {
            boolean use = inputs.get(i).onlyUse();
            entered += use ? 0 : 1;
            if (entered <= count) {
                chosen.add(0, inputs.get(i));
            } else if (use) {
                chosen.add(0, inputs.get(i));
                break;
            }
        }
        return new SessionScript(chosen);
    }

    /** Without the projects that were in use and that nothing was read of. */
    private SessionScript withoutIdleUses() {
        List<SessionInput> kept = new ArrayList<>();
        boolean read = false;
        for (int i = inputs.size() - 1; i >= 0; i--) {
            SessionInput input = inputs.get(i);
            if (input.onlyUse()) {
                if (read) {
                    kept.add(0, input);
                }
                read = false;
            } else {
                kept.add(0, input);
                read |= closure(needsOf(input)).stream().anyMatch(SessionInput.PLACED::contains);
            }
        }
        return new SessionScript(kept);
    }

    private static Set<String> needsOf(SessionInput input) {
        Set<String> needs = new LinkedHashSet<>(input.needed());
        input.methods().values().forEach(method -> needs.addAll(method.needed()));
        input.classes().values().forEach(type -> needs.addAll(type.needed()));
        return needs;
    }

    /** The names with all that methods and classes among them need in turn, since those look names up when they run. */
    private Set<String> closure(Set<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (SessionInput input : inputs) {
                for (Definition one : definitions(input)) {
                    grown |= all.contains(one.name()) && all.addAll(one.needed());
                }
            }
        }
        return all;
    }

    private static List<Definition> definitions(SessionInput input) {
        List<Definition> all = new ArrayList<>(input.methods().values());
        all.addAll(input.classes().values());
        return all;
    }

    /** The definitions in force that need one of these classes, directly or through another class; empty for none. */
    String definitionsThatNeed(Set<String> classes) {
        Map<String, String> current = new LinkedHashMap<>();
        Set<String> renewed = new LinkedHashSet<>(classes);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = 0; i < inputs.size(); i++) {
                for (Map.Entry<String, Definition> type :
                        inputs.get(i).classes().entrySet()) {
                    boolean affected = type.getValue().needed().stream().anyMatch(renewed::contains)
                            && !isDefinedLater(i, type.getKey(), false)
                            && !classes.contains(type.getKey());
                    if (affected) {
                        grown |= renewed.add(type.getKey());
                        current.putIfAbsent(
                                "class " + type.getKey(), inputs.get(i).source(type.getValue()));
                    }
                }
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            // A method of the input that brings the class has been compiled with it.
            boolean fresh = i == inputs.size() - 1;
            for (Map.Entry<String, Definition> method : inputs.get(i).methods().entrySet()) {
                boolean affected = method.getValue().needed().stream().anyMatch(renewed::contains)
                        && !isDefinedLater(i, method.getKey(), true);
                if (affected && !fresh) {
                    current.put("method " + method.getKey(), inputs.get(i).source(method.getValue()));
                }
            }
        }
        return String.join("\n", current.values());
    }

    /** The text of the last definition of this name; null when there is none. */
    String source(String name) {
        for (int i = inputs.size() - 1; i >= 0; i--) {
            for (Definition one : definitions(inputs.get(i))) {
                if (one.name().equals(name)) {
                    return inputs.get(i).source(one);
                }
            }
        }
        return null;
    }

    /** The script; a text that ends in a line end. */
    String text() {
        return withoutIdleUses().written();
    }

    private String written() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inputs.size(); i++) {
            String code = written(i).strip();
            if (!code.isEmpty()) {
                text.append(code).append('\n');
            }
        }
        return text.toString();
    }

    private String written(int at) {
        SessionInput input = inputs.get(at);
        List<TextEdit> edits = new ArrayList<>(input.edits());
        for (Map.Entry<String, Definition> method : input.methods().entrySet()) {
            if (isDefinedLater(at, method.getKey(), true)) {
                edits.add(new TextEdit(
                        method.getValue().start(), method.getValue().end(), ""));
            }
        }
        for (Map.Entry<String, Definition> type : input.classes().entrySet()) {
            if (isDefinedLater(at, type.getKey(), false)) {
                edits.add(new TextEdit(type.getValue().start(), type.getValue().end(), ""));
            }
        }
        int begin = input.lastStatement();
        boolean last = at == inputs.size() - 1;
        if (input.shown() && last) {
            edits.add(printed(input));
        } else if (input.shown() && isUnderscoreRead(at)) {
            edits.add(new TextEdit(begin, begin, Session.LAST + " = "));
        }
        return apply(input.code(), edits);
    }

    /** {@code table(EXPRESSION)}, or over a variable where the expression cannot be between parentheses. */
    private static TextEdit printed(SessionInput input) {
        int begin = input.lastStatement();
        String expression = input.code().substring(begin).stripTrailing();
        String inCall = "table(" + expression + ")";
        boolean fits = !expression.endsWith(";")
                && InputCheck.check(inCall) == Completeness.COMPLETE
                && !expression.contains("//");
        return fits
                ? new TextEdit(begin, input.code().length(), inCall)
                : new TextEdit(begin, input.code().length(), "_ = " + expression + "\ntable(_)");
    }

    private boolean isDefinedLater(int at, String key, boolean method) {
        return inputs.subList(at + 1, inputs.size()).stream()
                .anyMatch(later -> (method ? later.methods() : later.classes()).containsKey(key));
    }

    private boolean isUnderscoreRead(int at) {
        for (SessionInput later : inputs.subList(at + 1, inputs.size())) {
            if (needsOf(later).contains(Session.LAST)) {
                return true;
            }
            if (later.shown()) {
                return false;
            }
        }
        return false;
    }

    private static String apply(String code, List<TextEdit> edits) {
        StringBuilder text = new StringBuilder(code);
        edits.stream()
                .sorted(Comparator.comparingInt(TextEdit::start).reversed())
                .forEach(edit -> text.replace(edit.start(), Math.min(edit.end(), text.length()), edit.text()));
        return text.toString();
    }
}
