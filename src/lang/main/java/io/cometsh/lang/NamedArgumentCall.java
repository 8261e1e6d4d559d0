package io.cometsh.lang;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.tools.GeneralUtils;

/**
 * A call with arguments by name, to be rewritten when the whole text is read.
 *
 * @param assigned its arguments of the form {@code name = value}
 * @param type the class around it
 */
record NamedArgumentCall(
        Expression expression,
        TupleExpression arguments,
        List<BinaryExpression> assigned,
        ClassNode type,
        boolean typesAreChecked) {

    /** A parameter of a method that the text itself or an earlier input defines; its default when that is a constant. */
    private record Slot(String name, boolean optional, ConstantExpression initial) {}

    /** The map of {@code name: value} arguments; null when there is none. */
    static MapExpression named(TupleExpression arguments) {
        if (arguments.getExpressions().isEmpty() || !(arguments.getExpression(0) instanceof MapExpression map)) {
            return null;
        }
        if (map instanceof NamedArgumentListExpression) {
            return map;
        }
        // The parser puts the named arguments first and gives their map the place of all arguments.
        return arguments.getExpressions().size() > 1 && !precedes(map, arguments.getExpression(1)) ? map : null;
    }

    private static boolean precedes(Expression one, Expression next) {
        return one.getLastLineNumber() < next.getLineNumber()
                || one.getLastLineNumber() == next.getLineNumber()
                        && one.getLastColumnNumber() <= next.getColumnNumber();
    }

    void rewrite(Predicate<String> isVariable, NamedArguments.Definitions definitions, Consumer<String> error) {
        List<BinaryExpression> byName = new ArrayList<>(assigned);
        byName.removeIf(one -> !(variable(one).getAccessedVariable() instanceof DynamicVariable)
                || isVariable.test(variable(one).getName()));
        List<BinaryExpression> byPosition = new ArrayList<>(assigned);
        byPosition.removeAll(byName);
        if (!byName.isEmpty()) {
            List<List<Slot>> known = known(definitions);
            if (known.isEmpty()) {
                collect(byName);
            } else if (!arrange(byName, known)) {
                error.accept(refusal(byName, known));
                return;
            }
        }
        if (expression instanceof MethodCallExpression call && hasOrdinaryReceiver(call)) {
            if (named(arguments) != null || !byName.isEmpty() && isMapFirst()) {
                receiver(call, "byName");
            } else if (!byPosition.isEmpty()) {
                receiver(call, "byPosition", positions(byPosition));
            }
        }
    }

    private boolean isMapFirst() {
        return arguments.getExpression(0) instanceof MapExpression;
    }

    private static VariableExpression variable(BinaryExpression assignment) {
        return (VariableExpression) assignment.getLeftExpression();
    }

    /** Moves the arguments into the map of the named ones. */
    private void collect(List<BinaryExpression> byName) {
        MapExpression map = named(arguments);
        List<Expression> all = arguments.getExpressions();
        all.removeAll(byName);
        if (map == null) {
            map = new MapExpression();
            map.setSourcePosition(byName.get(0));
            all.add(0, map);
        }
        for (BinaryExpression one : byName) {
            map.addMapEntryExpression(entry(one));
        }
    }

    private static MapEntryExpression entry(BinaryExpression assignment) {
        ConstantExpression key = new ConstantExpression(variable(assignment).getName());
        key.setSourcePosition(assignment.getLeftExpression());
        MapEntryExpression entry = new MapEntryExpression(key, assignment.getRightExpression());
        entry.setSourcePosition(assignment);
        return entry;
    }

    // Methods of the user's own and the words of the query language: their parameters are known now.

    private List<List<Slot>> known(NamedArguments.Definitions definitions) {
        if (expression instanceof StaticMethodCallExpression call) {
            return Query.class.getName().equals(call.getOwnerType().getName())
                    ? words(call.getMethod())
                    : methods(call.getOwnerType(), call.getMethod());
        }
        if (!(expression instanceof MethodCallExpression call)
                || !call.isImplicitThis()
                || call.getMethodAsString() == null) {
            return List.of();
        }
        String name = call.getMethodAsString();
        List<List<Slot>> own = methods(type, name);
        List<List<Slot>> earlier = own.isEmpty()
                ? definitions.parametersOf(name).stream()
                        .map(NamedArgumentCall::slots)
                        .toList()
                : own;
        return earlier.isEmpty() ? words(name) : earlier;
    }

    private static List<Slot> slots(List<String> names) {
        return names.stream().map(name -> new Slot(name, false, null)).toList();
    }

    private static List<List<Slot>> words(String name) {
        return Arrays.stream(Query.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .sorted(Comparator.comparingInt(Method::getParameterCount))
                .map(method -> slots(Stream.of(method.getParameters())
                        .map(java.lang.reflect.Parameter::getName)
                        .toList()))
                .toList();
    }

    /** Empty when a method takes its named arguments as a map, as is Groovy's way. */
    private static List<List<Slot>> methods(ClassNode owner, String name) {
        List<MethodNode> methods = owner.getMethods(name).stream()
                .filter(method -> method.getDeclaringClass().isPrimaryClassNode())
                .toList();
        boolean takesMap = methods.stream()
                .map(MethodNode::getParameters)
                .anyMatch(parameters -> parameters.length > 0
                        && GeneralUtils.isOrImplements(parameters[0].getType(), ClassHelper.MAP_TYPE));
        return takesMap
                ? List.of()
                : methods.stream()
                        .map(method -> Stream.of(method.getParameters())
                                .map(NamedArgumentCall::slot)
                                .toList())
                        .toList();
    }

    private static Slot slot(Parameter parameter) {
        boolean optional = parameter.hasInitialExpression();
        return new Slot(
                parameter.getName(),
                optional,
                optional && parameter.getInitialExpression() instanceof ConstantExpression constant ? constant : null);
    }

    private boolean arrange(List<BinaryExpression> byName, List<List<Slot>> known) {
        List<Expression> positional = new ArrayList<>(arguments.getExpressions());
        positional.removeAll(byName);
        for (List<Slot> slots : known) {
            List<Expression> arranged = arranged(positional, byName, slots);
            if (arranged != null) {
                arguments.getExpressions().clear();
                arguments.getExpressions().addAll(arranged);
                return true;
            }
        }
        return false;
    }

    /** The arguments in the order of the parameters; null when they do not fit these parameters. */
    private static List<Expression> arranged(
            List<Expression> positional, List<BinaryExpression> byName, List<Slot> slots) {
        Map<String, Expression> left = new LinkedHashMap<>();
        byName.forEach(one -> left.put(variable(one).getName(), one.getRightExpression()));
        List<Expression> arranged = new ArrayList<>(positional);
        for (Slot slot : slots.subList(Math.min(positional.size(), slots.size()), slots.size())) {
            Expression given = left.remove(slot.name());
            if (given == null && !slot.optional()) {
                return null;
            }
            if (given == null && left.isEmpty()) {
                return arranged;
            }
            if (given == null && slot.initial() == null) {
                return null;
            }
            arranged.add(given == null ? new ConstantExpression(slot.initial().getValue()) : given);
        }
        return left.isEmpty() && arranged.size() <= slots.size() ? arranged : null;
    }

    private String refusal(List<BinaryExpression> byName, List<List<Slot>> known) {
        String method = expression instanceof StaticMethodCallExpression call
                ? call.getMethod()
                : ((MethodCallExpression) expression).getMethodAsString();
        String given =
                byName.stream().map(one -> variable(one).getName() + "=…").collect(Collectors.joining(", "));
        String forms = known.stream()
                .map(slots -> method + slots.stream().map(Slot::name).collect(Collectors.joining(", ", "(", ")")))
                .distinct()
                .collect(Collectors.joining(" or "));
        return method + " cannot take " + given + " here: it takes " + forms
                + "; an assignment needs parentheses of its" + " own, and a map is written as name: value";
    }

    // What a receiver is shows when the call is made.

    private boolean hasOrdinaryReceiver(MethodCallExpression call) {
        Expression object = call.getObjectExpression();
        boolean isSelf = call.isImplicitThis()
                || object instanceof VariableExpression variable
                        && (variable.isThisExpression() || variable.isSuperExpression());
        return !typesAreChecked
                && !isSelf
                && !call.isSpreadSafe()
                && !(object instanceof ClassExpression)
                && call.getMethod() instanceof ConstantExpression;
    }

    private void receiver(MethodCallExpression call, String how, Expression... more) {
        List<Expression> given = new ArrayList<>();
        given.add(call.getObjectExpression());
        given.addAll(List.of(more));
        MethodCallExpression wrapped = new MethodCallExpression(
                new ClassExpression(ClassHelper.make(NamedCall.class)), how, new ArgumentListExpression(given));
        wrapped.setImplicitThis(false);
        wrapped.setSourcePosition(call.getObjectExpression());
        call.setObjectExpression(wrapped);
    }

    /** The method, how many arguments it gets, and which of them bear a name. */
    private Expression[] positions(List<BinaryExpression> byPosition) {
        List<Expression> all = arguments.getExpressions();
        String positions = byPosition.stream()
                .map(one -> variable(one).getName() + "=" + all.indexOf(one))
                .collect(Collectors.joining(","));
        return new Expression[] {
            new ConstantExpression(((MethodCallExpression) expression).getMethodAsString()),
            new ConstantExpression(all.size()),
            new ConstantExpression(positions)
        };
    }
}
