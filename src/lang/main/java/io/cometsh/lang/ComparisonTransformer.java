package io.cometsh.lang;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * Turns comparisons in one class into calls of {@link QueryOperators}, and the query language's words into calls that the
 * user's own names can answer.
 *
 * <p>It runs when names are resolved and types are not yet checked: earlier, a typed local variable looks like
 * an untyped one; later, statically compiled code would already have refused {@code Metric("x") < 1}.
 */
final class ComparisonTransformer extends ClassCodeExpressionTransformer {
    private enum Form {
        VALUE(""),
        CONDITION("Holds"),
        QUERY("Query");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final Set<String> FACETS = Set.of("min", "max", "getMin", "getMax", "atStep", "ignoreCase");
    private static final String PARENTHESES = "_INSIDE_PARENTHESES_LEVEL";

    private final SourceUnit source;
    private final ClassNode operators = ClassHelper.makeCached(QueryOperators.class);
    private final Set<Variable> queryVariables = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean typesAreChecked;
    private ClassNode type;
    private boolean hasThis;
    private int closures;

    ComparisonTransformer(SourceUnit source) {
        this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitClass(ClassNode node) {
        typesAreChecked = StaticTyping.isChecked(node);
        type = node;
        super.visitClass(node);
    }

    /** The values of an annotation are for the reader of the annotation. */
    @Override
    public void visitAnnotations(AnnotatedNode node) {}

    @Override
    protected void visitConstructorOrMethod(MethodNode node, boolean isConstructor) {
        boolean outer = typesAreChecked;
        typesAreChecked = StaticTyping.isChecked(node, outer);
        hasThis = !node.isStatic() && !isConstructor;
        super.visitConstructorOrMethod(node, isConstructor);
        hasThis = false;
        typesAreChecked = outer;
    }

    @Override
    public void visitAssertStatement(AssertStatement statement) {
        Expression original = statement.getBooleanExpression().getExpression();
        super.visitAssertStatement(statement);
        boolean hasMessage =
                !(statement.getMessageExpression() instanceof ConstantExpression message && message.isNullExpression());
        if (hasMessage) {
            statement.setBooleanExpression(new AssertedCondition(original, statement.getBooleanExpression()));
        }
    }

    @Override
    public Expression transform(Expression expression) {
        if (expression instanceof AssertedCondition) {
            return expression.transformExpression(this);
        }
        if (expression instanceof DeclarationExpression declaration) {
            return transformDeclaration(declaration);
        }
        if (expression instanceof BinaryExpression binary) {
            return transformBinary(binary, Form.VALUE);
        }
        if (expression instanceof BooleanExpression condition) {
            return transformCondition(condition);
        }
        if (expression instanceof ClosureExpression closure) {
            return transformClosure(closure);
        }
        if (expression instanceof SwitchExpression choice) {
            visitSwitchExpression(choice);
            return choice;
        }
        if (expression instanceof ClosureListExpression list) {
            ClosureListExpression transformed = (ClosureListExpression) list.transformExpression(this);
            transformed.setVariableScope(list.getVariableScope());
            return transformed;
        }
        if (expression instanceof MethodCall call) {
            refuseCommandForm(call);
        }
        Expression transformed = expression == null ? null : expression.transformExpression(this);
        return !typesAreChecked && WordCall.isWord(transformed)
                ? WordCall.of((StaticMethodCallExpression) transformed, type, closures > 0, hasThis)
                : transformed;
    }

    private Expression transformDeclaration(DeclarationExpression declaration) {
        if (declaration.getLeftExpression() instanceof VariableExpression variable
                && isQuery(declaration.getRightExpression())) {
            queryVariables.add(variable);
        }
        return declaration.transformExpression(this);
    }

    private Expression transformCondition(BooleanExpression condition) {
        Expression inner = asCondition(condition.getExpression());
        BooleanExpression transformed =
                condition instanceof NotExpression ? new NotExpression(inner) : new BooleanExpression(inner);
        transformed.setSourcePosition(condition);
        transformed.copyNodeMetaData(condition);
        return transformed;
    }

    private Expression asCondition(Expression expression) {
        return expression instanceof BinaryExpression binary && !(expression instanceof DeclarationExpression)
                ? transformBinary(binary, Form.CONDITION)
                : transform(expression);
    }

    private Expression transformClosure(ClosureExpression closure) {
        Parameter[] parameters = closure.getParameters();
        if (parameters != null) {
            for (Parameter parameter : parameters) {
                if (parameter.hasInitialExpression()) {
                    parameter.setInitialExpression(transform(parameter.getInitialExpression()));
                }
            }
        }
        // The call of transform does not enter closures, so their code is visited here.
        closures++;
        closure.getCode().visit(this);
        closures--;
        return closure;
    }

    private Expression transformBinary(BinaryExpression binary, Form form) {
        RewrittenOperator operator = RewrittenOperator.of(binary).orElse(null);
        if (operator == null) {
            return isLogical(binary) ? transformLogical(binary) : binary.transformExpression(this);
        }
        Expression left = binary.getLeftExpression();
        Expression right = binary.getRightExpression();
        if (typesAreChecked) {
            return operator.buildsQuery() && (isVariable(left) || isVariable(right) || isChainEnd(binary))
                    ? rewrite(binary, operator, Form.QUERY)
                    : binary.transformExpression(this);
        }
        if (NativeOperands.isNative(left) && NativeOperands.isNative(right)) {
            return binary.transformExpression(this);
        }
        return rewrite(binary, operator, form == Form.CONDITION && !operator.isBoolean() ? Form.VALUE : form);
    }

    private static boolean isLogical(BinaryExpression binary) {
        int type = binary.getOperation().getType();
        return type == Types.LOGICAL_AND || type == Types.LOGICAL_OR;
    }

    private Expression transformLogical(BinaryExpression binary) {
        BinaryExpression transformed = new BinaryExpression(
                asCondition(binary.getLeftExpression()),
                binary.getOperation(),
                asCondition(binary.getRightExpression()));
        transformed.setSourcePosition(binary);
        transformed.copyNodeMetaData(binary);
        return transformed;
    }

    private Expression rewrite(BinaryExpression binary, RewrittenOperator operator, Form form) {
        if (isChainEnd(binary)) {
            BinaryExpression first = (BinaryExpression) binary.getLeftExpression();
            return chain(binary, chainStart(first, form), "chainThen", form);
        }
        Expression left = transform(binary.getLeftExpression());
        if (operator.isMembership() && binary.getRightExpression() instanceof RangeExpression range) {
            return call(
                    binary,
                    operator.method() + "Range" + form.suffix,
                    left,
                    transform(range.getFrom()),
                    transform(range.getTo()),
                    new ConstantExpression(range.isExclusiveLeft(), true),
                    new ConstantExpression(range.isExclusiveRight(), true));
        }
        return call(binary, operator.method() + form.suffix, left, transform(binary.getRightExpression()));
    }

    /** Whether this is the second comparison of {@code 0.1 < Metric("x") < 0.5}. */
    private static boolean isChainEnd(BinaryExpression binary) {
        return RewrittenOperator.of(binary).map(RewrittenOperator::isOrdering).orElse(false)
                && binary.getLeftExpression() instanceof BinaryExpression first
                && RewrittenOperator.of(first)
                        .map(RewrittenOperator::isOrdering)
                        .orElse(false)
                && first.getNodeMetaData(PARENTHESES) == null
                && !(NativeOperands.isNative(first.getLeftExpression())
                        && NativeOperands.isNative(first.getRightExpression()));
    }

    private Expression chainStart(BinaryExpression first, Form form) {
        return isChainEnd(first)
                ? chain(first, chainStart((BinaryExpression) first.getLeftExpression(), form), "chainThen", form)
                : chain(first, transform(first.getLeftExpression()), "chainFirst", form);
    }

    private Expression chain(BinaryExpression binary, Expression left, String method, Form form) {
        return call(
                binary,
                method + (form == Form.QUERY ? form.suffix : ""),
                left,
                transform(binary.getRightExpression()),
                new ConstantExpression(binary.getOperation().getText()));
    }

    private Expression call(BinaryExpression binary, String method, Expression... arguments) {
        MethodNode target = operators.getDeclaredMethods(method).get(0);
        return RewrittenComparison.of(binary, target, new ArgumentListExpression(List.of(arguments)));
    }

    // In code whose types are checked, only what is visibly a query is rewritten: all else keeps its static type.

    private boolean isVariable(Expression expression) {
        if (expression instanceof VariableExpression variable) {
            Variable accessed = variable.getAccessedVariable();
            return accessed != null
                    && (queryVariables.contains(accessed) || isQueryType(accessed.getOriginType(), "QueryVariable"));
        }
        return isFactory(expression, "Tag", false)
                || isQueryType(expression.getType(), "QueryVariable")
                || isFacet(expression);
    }

    /** {@code Metric("loss").min} and {@code Parameter("opt").ignoreCase()} still need comparing. */
    private boolean isFacet(Expression expression) {
        if (expression instanceof PropertyExpression property) {
            return FACETS.contains(property.getPropertyAsString()) && isVariable(property.getObjectExpression());
        }
        return expression instanceof MethodCallExpression call
                && FACETS.contains(call.getMethodAsString())
                && isVariable(call.getObjectExpression());
    }

    private boolean isQuery(Expression expression) {
        if (expression instanceof BitwiseNegationExpression || expression instanceof BinaryExpression) {
            return false;
        }
        return isVariable(expression);
    }

    private static boolean isQueryType(ClassNode type, String name) {
        return type != null && type.getName().equals("io.cometsh.query." + name);
    }

    /** Whether the call is of one of {@link Query}'s words; {@code word} is looked for or excluded. */
    private static boolean isFactory(Expression expression, String word, boolean wanted) {
        String owner = null;
        String method = null;
        if (expression instanceof StaticMethodCallExpression call) {
            owner = call.getOwnerType().getName();
            method = call.getMethod();
        } else if (expression instanceof MethodCallExpression call) {
            owner = call.getObjectExpression().getType().getName();
            method = call.getMethodAsString();
        }
        if (Query.class.getName().equals(owner)) {
            return method != null && Character.isUpperCase(method.charAt(0)) && method.equals(word) == wanted;
        }
        return !wanted && "io.cometsh.query.QueryVariable".equals(owner) && !"tag".equals(method);
    }

    /** {@code Metric "loss" < 0.3} is Groovy for {@code Metric("loss" < 0.3)}, which nobody ever means. */
    private void refuseCommandForm(MethodCall call) {
        Expression expression = (Expression) call;
        boolean isWord = call instanceof StaticMethodCallExpression word
                && Query.class.getName().equals(word.getOwnerType().getName())
                && Character.isUpperCase(word.getMethod().charAt(0));
        if (isWord
                && call.getArguments() instanceof TupleExpression arguments
                && !arguments.getExpressions().isEmpty()
                && arguments.getExpression(0) instanceof BinaryExpression argument
                && (RewrittenOperator.of(argument).isPresent() || isJoin(argument))) {
            String word = call.getMethodAsString();
            addError(
                    word + "(...) holds a comparison: write the name in parentheses, as in " + word
                            + "(\"name\") < 0.5",
                    expression);
        }
    }

    private static boolean isJoin(BinaryExpression binary) {
        int type = binary.getOperation().getType();
        return isLogical(binary) || type == Types.BITWISE_AND || type == Types.BITWISE_OR || type == Types.BITWISE_XOR;
    }
}
