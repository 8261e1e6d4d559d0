package io.cometsh.lang;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/** Collects the calls of a source with {@code name=value} in their arguments, and the names that are variables. */
final class NamedArgumentReader extends ClassCodeVisitorSupport {
    private static final String PARENTHESES = "_INSIDE_PARENTHESES_LEVEL";
    private static final String CLIENT = "io.cometsh.client.";

    private final SourceUnit source;
    private final NamedArguments.Definitions definitions;
    private final List<NamedArgumentCall> calls = new ArrayList<>();
    /**
     * Names without a declaration that are variables of the script: what is assigned outside of arguments, and what is
     * read outside of closures, where a name may belong to the closure's delegate.
     */
    private final Set<String> variables = new HashSet<>();

    private int closures;

    private ClassNode type;
    private boolean typesAreChecked;

    NamedArgumentReader(SourceUnit source, NamedArguments.Definitions definitions) {
        this.source = source;
        this.definitions = definitions;
    }

    void rewrite() {
        for (NamedArgumentCall call : calls) {
            call.rewrite(
                    name -> variables.contains(name) || definitions.isVariable(name),
                    definitions,
                    error -> addError(error, call.expression()));
        }
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitClass(ClassNode node) {
        type = node;
        typesAreChecked = StaticTyping.isChecked(node);
        super.visitClass(node);
    }

    @Override
    protected void visitConstructorOrMethod(MethodNode node, boolean isConstructor) {
        boolean outer = typesAreChecked;
        typesAreChecked = StaticTyping.isChecked(node, outer);
        visitDefaults(node.getParameters());
        super.visitConstructorOrMethod(node, isConstructor);
        typesAreChecked = outer;
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        visitDefaults(closure.getParameters());
        closures++;
        super.visitClosureExpression(closure);
        closures--;
    }

    private void visitDefaults(Parameter[] parameters) {
        for (Parameter parameter : parameters == null ? new Parameter[0] : parameters) {
            if (parameter.hasInitialExpression()) {
                parameter.getInitialExpression().visit(this);
            }
        }
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (closures == 0) {
            note(variable);
        }
    }

    private void note(Expression expression) {
        if (expression instanceof VariableExpression variable
                && variable.getAccessedVariable() instanceof DynamicVariable) {
            variables.add(variable.getName());
        }
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        boolean assigns = binary.getOperation().isA(Types.ASSIGNMENT_OPERATOR);
        if (assigns) {
            Expression left = binary.getLeftExpression();
            (left instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(left)).forEach(this::note);
        }
        if (typesAreChecked
                && assigns
                && binary.getLeftExpression() instanceof PropertyExpression property
                && property.getObjectExpression().getType().getName().startsWith(CLIENT)) {
            // Elsewhere ClientMetaClass refuses it; code with static types calls the setter.
            addError(
                    ClientMetaClass.refusal(
                            property.getObjectExpression().getType().getTypeClass(),
                            property.getPropertyAsString(),
                            null),
                    property.getProperty());
        }
        super.visitBinaryExpression(binary);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis() && "lambda".equals(call.getMethodAsString())) {
            // `key=lambda run: run.name` can be read: as a call of a method with this name.
            String line = source.getSample(call.getLineNumber(), 0, null);
            PythonHabits.forLine(String.valueOf(line).lines().findFirst().orElse(""))
                    .ifPresent(advice -> addError(advice.text(), call));
        }
        call.getObjectExpression().visit(this);
        call.getMethod().visit(this);
        arguments(call, call.getArguments());
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        arguments(call, call.getArguments());
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression call) {
        arguments(call, call.getArguments());
    }

    private void arguments(Expression call, Expression arguments) {
        if (!(arguments instanceof TupleExpression tuple)) {
            arguments.visit(this);
            return;
        }
        List<BinaryExpression> assigned = new ArrayList<>();
        for (Expression argument : tuple.getExpressions()) {
            if (isAssigned(argument)) {
                assigned.add((BinaryExpression) argument);
                ((BinaryExpression) argument).getRightExpression().visit(this);
            } else {
                argument.visit(this);
            }
        }
        boolean named = NamedArgumentCall.named(tuple) != null;
        if (!assigned.isEmpty() || named && call instanceof MethodCallExpression) {
            calls.add(new NamedArgumentCall(call, tuple, assigned, type, typesAreChecked));
        }
    }

    /** Whether it is {@code name = value}; in parentheses of its own, {@code f((x = 3))}, it is an assignment. */
    private static boolean isAssigned(Expression argument) {
        return argument instanceof BinaryExpression binary
                && !(argument instanceof DeclarationExpression)
                && binary.getOperation().getType() == Types.EQUAL
                && binary.getLeftExpression() instanceof VariableExpression
                && binary.getNodeMetaData(PARENTHESES) == null;
    }
}
