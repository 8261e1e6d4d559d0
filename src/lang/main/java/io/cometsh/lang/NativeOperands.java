package io.cometsh.lang;

import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** Tells which operands can surely hold no query; between two of them Groovy's own comparison stays. */
final class NativeOperands {
    /** Every type that a variable, all of them final records, can be seen as. Any other type excludes a query. */
    private static final Set<String> TYPES_OF_QUERIES = Set.of(
            "java.lang.Object",
            "java.lang.Record",
            "java.lang.Comparable",
            "io.cometsh.query.QueryVariable",
            "io.cometsh.query.QueryExpression",
            "io.cometsh.query.ServerComparison",
            "io.cometsh.query.ClientComparison",
            "io.cometsh.query.And",
            "io.cometsh.query.Or");

    private static final Set<String> METHODS_WITH_PLAIN_RESULTS = Set.of(
            "size", "length", "hashCode", "toString", "indexOf", "lastIndexOf", "intValue", "longValue", "doubleValue");

    private NativeOperands() {}

    static boolean isNative(Expression expression) {
        if (expression instanceof VariableExpression variable) {
            return isNative(variable);
        }
        if (expression instanceof CastExpression || expression instanceof ConstructorCallExpression) {
            return isNative(expression.getType());
        }
        if (expression instanceof BinaryExpression binary) {
            return isNative(binary);
        }
        if (expression instanceof TernaryExpression ternary) {
            return isNative(ternary.getTrueExpression()) && isNative(ternary.getFalseExpression());
        }
        if (expression instanceof BitwiseNegationExpression negation) {
            return isNative(negation.getExpression());
        }
        if (expression instanceof MethodCallExpression call) {
            return METHODS_WITH_PLAIN_RESULTS.contains(String.valueOf(call.getMethodAsString()));
        }
        // Signs and steps of a query are refused when they are computed, so what is left is a number.
        return expression instanceof ConstantExpression
                || expression instanceof GStringExpression
                || expression instanceof ListExpression
                || expression instanceof MapExpression
                || expression instanceof RangeExpression
                || expression instanceof ArrayExpression
                || expression instanceof ClosureExpression
                || expression instanceof ClassExpression
                || expression instanceof BooleanExpression
                || expression instanceof UnaryMinusExpression
                || expression instanceof UnaryPlusExpression
                || expression instanceof PrefixExpression
                || expression instanceof PostfixExpression;
    }

    private static boolean isNative(VariableExpression expression) {
        if (expression.isThisExpression() || expression.isSuperExpression()) {
            return true;
        }
        Variable variable = expression.getAccessedVariable();
        return (variable instanceof VariableExpression
                        || variable instanceof Parameter
                        || variable instanceof FieldNode
                        || variable instanceof PropertyNode)
                && isNative(variable.getOriginType());
    }

    private static boolean isNative(BinaryExpression binary) {
        int type = binary.getOperation().getType();
        return switch (type) {
            case Types.PLUS,
                    Types.MINUS,
                    Types.MULTIPLY,
                    Types.DIVIDE,
                    Types.INTDIV,
                    Types.MOD,
                    Types.REMAINDER,
                    Types.POWER,
                    Types.LEFT_SHIFT,
                    Types.RIGHT_SHIFT,
                    Types.RIGHT_SHIFT_UNSIGNED,
                    Types.LOGICAL_AND,
                    Types.LOGICAL_OR,
                    Types.KEYWORD_INSTANCEOF,
                    Types.COMPARE_NOT_INSTANCEOF -> true;
            case Types.LEFT_SQUARE_BRACKET -> isArrayOfNative(binary.getLeftExpression());
            case Types.EQUAL -> false;
            default -> isNative(binary.getLeftExpression()) && isNative(binary.getRightExpression());
        };
    }

    private static boolean isArrayOfNative(Expression expression) {
        return expression instanceof VariableExpression variable
                && variable.getAccessedVariable() != null
                && variable.getAccessedVariable().getOriginType().isArray()
                && isNative(variable.getAccessedVariable().getOriginType().getComponentType());
    }

    static boolean isNative(ClassNode type) {
        return type != null
                && !type.isGenericsPlaceHolder()
                && (type.isArray() || !TYPES_OF_QUERIES.contains(type.getName()));
    }
}
