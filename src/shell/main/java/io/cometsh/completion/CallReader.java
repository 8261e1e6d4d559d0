package io.cometsh.completion;

import io.cometsh.completion.Call.CallArgument;
import io.cometsh.completion.Locals.Local;
import io.cometsh.lang.GroovyMethods;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
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
    Set<String> parameterNames(Call call, Locals locals) {
        CallArgument current = call.current();
        Set<String> names = new LinkedHashSet<>();
        for (Method method : methods(call, locals)) {
            if (current.name() != null) {
                names.add(SnakeCase.toCamel(current.name()));
            } else if (parameterAt(method, call.position()) != null) {
                names.add(parameterAt(method, call.position()));
            }
        }
        return names;
    }

    /** The project that the call's finished arguments name; null unless workspace and project are both plain to see. */
    ProjectRef place(Call call, Locals locals) {
        String workspace = value(call, NameKind.WORKSPACE, locals);
        String project = value(call, NameKind.PROJECT, locals);
        if (workspace != null) {
            return project == null ? null : new ProjectRef(workspace, project);
        }
        String[] parts = String.join("/", path(call, locals)).split("/");
        return parts.length < 2 ? null : new ProjectRef(parts[0], parts[1]);
    }

    /** The text given for the parameter of this kind: a literal, or a variable that holds a text; else null. */
    String value(Call call, NameKind kind, Locals locals) {
        List<String> values = values(call, kind, locals);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The same in the first of the calls that gives one. */
    String value(List<Call> calls, NameKind kind, Locals locals) {
        for (Call call : calls) {
            String value = value(call, kind, locals);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Whether the method has a parameter of this kind at all. */
    boolean takes(Call call, NameKind kind, Locals locals) {
        for (Method method : methods(call, locals)) {
            for (Parameter parameter : GroovyMethods.parameters(method)) {
                if (NameKind.ofParameter(parameter.getName()) == kind) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The parts of {@code workspace/project/experiment} that are given, in one argument or in several. */
    List<String> path(Call call, Locals locals) {
        return isPath(call) ? values(call, NameKind.PATH, locals) : List.of();
    }

    /** A path is one of Comet's only here; elsewhere it is one of files. */
    static boolean isPath(Call call) {
        String name = SnakeCase.toCamel(call.name());
        return name.equals("get") || name.equals("getExperiment") || name.equals("useProject");
    }

    /** The calls that led to the receiver, the last one first: the receiver's origin determines its project. */
    List<Call> origins(Call call, Locals locals) {
        List<Call> origins = new ArrayList<>();
        Expression receiver = call.receiver();
        for (int depth = 0; receiver != null && depth < 4; depth++) {
            origins.addAll(receiver.calls());
            Local local = receiver.root() == Expression.Root.VARIABLE ? locals.get(receiver.name()) : null;
            receiver = local == null ? null : local.from();
        }
        return origins;
    }

    /** The variable with which the receiver begins, however it is named inside a closure; null when there is none. */
    static String variable(Call call, Locals locals) {
        Expression receiver = call.receiver();
        for (int depth = 0; receiver != null && depth < 4; depth++) {
            if (receiver.root() != Expression.Root.VARIABLE) {
                return null;
            }
            Local local = locals.get(receiver.name());
            if (local == null) {
                return receiver.name();
            }
            receiver = local.from();
        }
        return null;
    }

    private List<String> values(Call call, NameKind kind, Locals locals) {
        for (Method method : methods(call, locals)) {
            List<String> values = new ArrayList<>();
            int position = -1;
            for (CallArgument argument : call.arguments()) {
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
        List<Parameter> parameters = GroovyMethods.parameters(method);
        int last = parameters.size() - 1;
        if (NamedOptions.areTakenBy(method)) {
            return position >= 0 && position < last
                    ? parameters.get(position + 1).getName()
                    : null;
        }
        if (last < 0 || position < 0 || position > last && !method.isVarArgs()) {
            return null;
        }
        return parameters.get(Math.min(position, last)).getName();
    }

    private String text(CallArgument argument) {
        if (argument.text() != null) {
            return argument.text();
        }
        return argument.variable() != null && scope.variables().get(argument.variable()) instanceof CharSequence text
                ? text.toString()
                : null;
    }

    /** What the call's receiver is; null for a call without one. */
    StaticType receiver(Call call, Locals locals) {
        return call.receiver() == null ? null : Members.typeOf(call.receiver(), locals, scope);
    }

    /** The methods that the call may refer to, sorted by number of parameters, most first. */
    List<Method> methods(Call call, Locals locals) {
        if (call.receiver() == null) {
            return Members.named(scope.functions(), call.name());
        }
        StaticType receiver = receiver(call, locals);
        return receiver == null ? List.of() : Members.named(receiver.type(), call.name());
    }

    /** Whether the class has methods whose parameters are known by name, so that arguments may be named. */
    static boolean takesNamedArguments(Method method) {
        return method.getParameterCount() > 0
                && method.getParameters()[0].isNamePresent()
                && method.getDeclaringClass().getName().startsWith("io.cometsh.");
    }
}
