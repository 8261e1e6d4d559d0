package io.cometsh.completion;

import io.cometsh.completion.Call.Argument;
import io.cometsh.completion.Members.Known;
import java.lang.reflect.Method;
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
            } else if (call.position() < method.getParameterCount()) {
                names.add(method.getParameters()[call.position()].getName());
            }
        }
        return names;
    }

    /** The project that the call's finished arguments name; null unless workspace and project are both plain to see. */
    Place place(Call call) {
        String workspace = value(call, NameKind.WORKSPACE);
        String project = value(call, NameKind.PROJECT);
        if (workspace != null && project == null) {
            return null;
        }
        if (workspace == null) {
            String path = value(call, NameKind.PATH);
            String[] parts = path == null ? new String[0] : path.split("/");
            return parts.length < 2 ? null : new Place(parts[0], parts[1]);
        }
        return new Place(workspace, project);
    }

    /** The text given for the parameter of this kind: a literal, or a variable that holds a text; else null. */
    String value(Call call, NameKind kind) {
        for (Method method : methods(call)) {
            int position = -1;
            for (Argument argument : call.arguments()) {
                position += argument.name() == null ? 1 : 0;
                String parameter = argument.name() != null
                        ? SnakeCase.toCamel(argument.name())
                        : position < method.getParameterCount() ? method.getParameters()[position].getName() : "";
                String text = text(argument);
                if (NameKind.ofParameter(parameter) == kind && text != null) {
                    return text;
                }
            }
        }
        return null;
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
