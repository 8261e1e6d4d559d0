package io.cometsh.completion;

import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.Member;
import io.cometsh.completion.Members.Known;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Members behind a dot with their parameters, and the live names that a method's text arguments take. */
final class ApiCompleter {
    private static final int LONGEST_TYPE = 40;

    private final LiveNames names;
    private final Scope scope;
    private final CallReader reader;
    private final QueryCompleter columns;

    ApiCompleter(LiveNames names, Scope scope, QueryCompleter columns) {
        this.names = names;
        this.scope = scope;
        this.reader = new CallReader(scope);
        this.columns = columns;
    }

    void members(Member context, Suggestions suggestions) {
        Known known = Members.typeOf(context.receiver(), context.closureOver(), scope);
        if (known == null) {
            return;
        }
        boolean python = context.prefix().contains("_");
        Map<String, List<Method>> overloads = new LinkedHashMap<>();
        for (Method method : Members.methods(known.type())) {
            overloads
                    .computeIfAbsent(method.getName(), name -> new ArrayList<>())
                    .add(method);
        }
        overloads.forEach((name, methods) -> {
            String spelled = python ? SnakeCase.of(name) : name;
            Method longest = methods.get(methods.size() - 1);
            String value = spelled + (longest.getParameterCount() == 0 ? "()" : "(");
            suggestions.add(value, spelled, known.type().getSimpleName(), signature(methods));
        });
    }

    /** {@code String workspace[, String projectName]}: the longest form, with what shorter ones leave out in brackets. */
    private static String signature(List<Method> overloads) {
        Method longest = overloads.get(overloads.size() - 1);
        StringBuilder text = new StringBuilder();
        StringBuilder closing = new StringBuilder();
        for (int i = 0; i < longest.getParameterCount(); i++) {
            int before = i;
            if (overloads.stream()
                    .anyMatch(method -> method.getParameterCount() == before && startsAlike(method, longest))) {
                text.append('[');
                closing.append(']');
            }
            text.append(i == 0 ? "" : ", ")
                    .append(longest.getParameterTypes()[i].getSimpleName())
                    .append(' ')
                    .append(longest.getParameters()[i].getName());
        }
        return text.append(closing)
                .append(" → ")
                .append(returned(longest))
                .toString()
                .strip();
    }

    private static String returned(Method method) {
        String type = method.getGenericReturnType().getTypeName();
        String simple = type.replaceAll("[\\w.$]*[.$](\\w+)", "$1");
        return simple.length() > LONGEST_TYPE ? method.getReturnType().getSimpleName() : simple;
    }

    private static boolean startsAlike(Method shorter, Method longest) {
        for (int i = 0; i < shorter.getParameterCount(); i++) {
            if (shorter.getParameterTypes()[i] != longest.getParameterTypes()[i]) {
                return false;
            }
        }
        return true;
    }

    void literal(InLiteral context, String typed, LiteralWriter writer, Patience patience) {
        if (context.calls().isEmpty() || !context.calls().get(0).current().begins()) {
            return;
        }
        Call call = context.calls().get(0);
        for (String parameter : reader.parameterNames(call)) {
            NameKind kind = NameKind.ofParameter(parameter);
            if (kind != null) {
                offer(kind, context, call, typed, writer, patience);
            }
        }
    }

    private void offer(
            NameKind kind, InLiteral context, Call call, String typed, LiteralWriter writer, Patience patience) {
        switch (kind) {
            case WORKSPACE ->
                names.workspaces(patience).forEach(workspace -> writer.whole(workspace, "workspaces", null));
            case PROJECT -> {
                String workspace = reader.value(call, NameKind.WORKSPACE);
                if (workspace != null) {
                    names.projects(workspace, patience)
                            .forEach(project -> writer.whole(project, "projects of " + workspace, null));
                }
            }
            case EXPERIMENT -> experiments(reader.place(call), true, writer, patience);
            case EXPERIMENT_KEY -> experiments(columns.place(context), false, writer, patience);
            case PATH -> path(call, typed, writer, patience);
            case METRIC, PARAMETER, OTHER, TAG -> columns.columns(context, kind.source(), writer, patience);
        }
    }

    private void experiments(Place place, boolean byName, LiteralWriter writer, Patience patience) {
        if (place == null) {
            return;
        }
        String group = "experiments of " + place.workspace() + "/" + place.project();
        List<ExperimentName> experiments = names.experiments(place.workspace(), place.project(), patience);
        for (ExperimentName experiment : experiments) {
            if (byName && experiment.name() != null) {
                writer.whole(experiment.name(), group, experiment.experimentKey());
            }
        }
        for (ExperimentName experiment : experiments) {
            writer.whole(experiment.experimentKey(), "keys", experiment.name());
        }
    }

    /** {@code "workspace/project/experiment"} a part at a time, or {@code "workspace", "project", "experiment"}. */
    private void path(Call call, String typed, LiteralWriter writer, Patience patience) {
        List<String> before = reader.path(call);
        List<String> parts = new ArrayList<>(before);
        parts.addAll(List.of(typed.split("/", -1)));
        String stem = typed.substring(0, typed.lastIndexOf('/') + 1);
        switch (parts.size()) {
            case 1 -> names.workspaces(patience).forEach(name -> part(name, "workspaces", before, typed, stem, writer));
            case 2 -> {
                String group = "projects of " + parts.get(0);
                names.projects(parts.get(0), patience).forEach(name -> part(name, group, before, typed, stem, writer));
            }
            case 3 -> {
                String group = "experiments of " + parts.get(0) + "/" + parts.get(1);
                for (ExperimentName experiment : names.experiments(parts.get(0), parts.get(1), patience)) {
                    String name = experiment.name() == null ? experiment.experimentKey() : experiment.name();
                    writer.whole(stem + name, group, experiment.experimentKey());
                }
            }
            default -> {
                // An experiment is the last part.
            }
        }
    }

    private static void part(
            String name, String group, List<String> before, String typed, String stem, LiteralWriter writer) {
        String value = stem + name;
        if (!before.isEmpty()) {
            writer.whole(value, group, null);
        } else {
            // A workspace and a project are whole answers too: the slash comes with the next TAB.
            writer.part(value.equals(typed) ? value + "/" : value, group, null);
        }
    }
}
