package io.cometsh.lang;

import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * A call of one of {@link Query}'s words, such as {@code seconds(3)}, where the user may mean something else by the word. Groovy
 * calls what is imported before it asks a variable, a property or the delegate of a closure.
 */
final class WordCall {
    private WordCall() {}

    static boolean isWord(Expression expression) {
        return expression instanceof StaticMethodCallExpression call
                && call.getOwnerType().getName().equals(Query.class.getName());
    }

    /**
     * Gives the call that looks for the user's own first.
     *
     * @param word the call, its arguments transformed
     * @param type the class with the code
     * @param inClosure whether a delegate can answer
     * @param hasThis whether the code belongs to an object of the class
     */
    static Expression of(StaticMethodCallExpression word, ClassNode type, boolean inClosure, boolean hasThis) {
        boolean isProperty = type.getField(word.getMethod()) != null;
        boolean isScript = type.isDerivedFrom(ClassHelper.SCRIPT_TYPE);
        if (!(word.getArguments() instanceof TupleExpression arguments) || isSpread(arguments)) {
            return word;
        }
        if (isProperty && hasThis && !inClosure) {
            return positioned(
                    word, new MethodCallExpression(VariableExpression.THIS_EXPRESSION, word.getMethod(), arguments));
        }
        if (!inClosure && !(isScript && hasThis)) {
            return word;
        }
        MethodNode target = ClassHelper.makeCached(WordDispatch.class)
                .getDeclaredMethods("call")
                .get(0);
        ConstantExpression name = new ConstantExpression(target.getName());
        name.setSourcePosition(word);
        MethodCallExpression call = new MethodCallExpression(
                new ClassExpression(target.getDeclaringClass()),
                name,
                new ArgumentListExpression(List.of(
                        inClosure ? ownCall("getOwner") : VariableExpression.THIS_EXPRESSION,
                        inClosure ? ownCall("getDelegate") : VariableExpression.THIS_EXPRESSION,
                        new ConstantExpression(word.getMethod()),
                        new ArrayExpression(ClassHelper.OBJECT_TYPE, arguments.getExpressions()))));
        call.setMethodTarget(target);
        call.setImplicitThis(false);
        return positioned(word, call);
    }

    private static boolean isSpread(TupleExpression arguments) {
        return arguments.getExpressions().stream().anyMatch(SpreadExpression.class::isInstance);
    }

    /** A method of the closure itself: {@code owner} and {@code delegate} may be variables of the user's. */
    private static Expression ownCall(String method) {
        return new MethodCallExpression(VariableExpression.THIS_EXPRESSION, method, new ArgumentListExpression());
    }

    private static Expression positioned(StaticMethodCallExpression word, MethodCallExpression call) {
        call.setSourcePosition(word);
        return call;
    }
}
