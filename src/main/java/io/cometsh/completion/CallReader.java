package io.cometsh.completion;

import io.cometsh.completion.Call.Argument;
import io.cometsh.completion.Members.Known;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a call against the methods it may mean: what its arguments are for, and which workspace and project they name. */
final class CallReader {
    private final Scope scope;

    CallReader(Scope scope) {
        this.scope = scope;
    }

    /** The parameter names that the cursor's argument may have, over all overloads; empty for an unknown method. */
    Set<String> parameterNames(Call call) {
        Argument current = call.current();
        Set<String> names = new LinkedHashSet<>();
        for (Method method : methods(call)) {
            if (current.name() != null) {
                names.add(SnakeCase.toCamel(current.name()));
            } else if (parameterAt(method, call.position()) != null) {
                names.add(parameterAt(method, call.position()));
            }
        }
        return names;
    }

    /** The project that the call's finished arguments name; null unless workspace and project are both plain to see. */
    Place place(Call call) {
        String workspace = value(call, NameKind.WORKSPACE);
        String project = value(call, NameKind.PROJECT);
        if (workspace != null) {
            return project == null ? null : new Place(workspace, project);
        }
        String[] parts = String.join("/", path(call)).split("/");
        return parts.length < 2 ? null : new Place(parts[0], parts[1]);
    }

    /** The text given for the parameter of this kind: a literal, or a variable that holds a text; else null. */
    String value(Call call, NameKind kind) {
        List<String> values = values(call, kind);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The parts of {@code workspace/project/experiment} that are given, in one argument or in several. */
    List<String> path(Call call) {
        return values(call, NameKind.PATH);
    }

    private List<String> values(Call call, NameKind kind) {
        for (Method method : methods(call)) {
            List<String> values = new ArrayList<>();
            int position = -1;
            for (Argument argument : call.arguments()) {
                position += argument.name() == null ? 1 : 0;
                String parameter =
                        argument.name() != null ? SnakeCase.toCamel(argument.name()) : parameterAt(method, position);
                String text = text(argument);
                if (parameter != null && NameKind.ofParameter(parameter) == kind && text != null) {
                    values.add(text);
                }
            }
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    private static String parameterAt(Method method, int position) {
        int last = method.getParameterCount() - 1;
        if (last < 0 || position < 0 || position > last && !method.isVarArgs()) {
            return null;
        }
        return method.getParameters()[Math.min(position, last)].getName();
    }

    private String text(Argument argument) {
        if (argument.text() != null) {
            return argument.text();
        }
        return argument.variable() != null && scope.variables().get(argument.variable()) instanceof CharSequence text
                ? text.toString()
                : null;
    }

    private List<Method> methods(Call call) {
        Known receiver = Members.typeOf(call.receiver(), null, scope);
        return receiver == null ? List.of() : Members.named(receiver.type(), call.name());
    }
}
