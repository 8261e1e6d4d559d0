package io.cometsh.lang;

import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;

/**
 * The condition of {@code assert a == b : "message"}. Groovy looks for the variables whose values it adds to the
 * message in the condition's own form, so that form is shown to it, while what is compiled is the rewritten one.
 */
final class AssertedCondition extends BooleanExpression {
    private final BooleanExpression rewritten;

    AssertedCondition(Expression original, BooleanExpression rewritten) {
        super(original);
        this.rewritten = rewritten;
        setSourcePosition(rewritten);
    }

    @Override
    public void visit(GroovyCodeVisitor visitor) {
        rewritten.visit(visitor);
    }

    @Override
    public Expression transformExpression(ExpressionTransformer transformer) {
        return new AssertedCondition(getExpression(), (BooleanExpression) transformer.transform(rewritten));
    }
}
