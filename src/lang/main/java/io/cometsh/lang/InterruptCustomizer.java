package io.cometsh.lang;

import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.classX;

import groovy.transform.ThreadInterrupt;
import org.apache.groovy.ast.tools.AnnotatedNodeUtils;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.transform.AbstractInterruptibleASTTransformation;

/**
 * Makes every class end when its thread is interrupted, as {@code @ThreadInterrupt} does. Groovy's own
 * {@code ASTTransformationCustomizer} and {@code ThreadInterruptibleASTTransformation} are Groovy programs, whose start
 * takes longer than the evaluation of a first short input.
 */
final class InterruptCustomizer extends CompilationCustomizer {
    InterruptCustomizer() {
        super(CompilePhase.CANONICALIZATION);
    }

    /** Groovy calls this for each class of a source. */
    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        new Checks(source).visitClass(type);
    }

    /** Adds a check to the start of each method and closure, and to each round of a loop. */
    private static final class Checks extends AbstractInterruptibleASTTransformation {
        private static final ClassNode THREAD = ClassHelper.makeCached(Thread.class);

        Checks(SourceUnit source) {
            this.source = source;
            thrownExceptionType = ClassHelper.make(InterruptedException.class);
        }

        @Override
        protected ClassNode type() {
            return ClassHelper.make(ThreadInterrupt.class);
        }

        @Override
        protected String getErrorMessage() {
            return "Execution interrupted. The current thread has been interrupted.";
        }

        @Override
        protected Expression createCondition() {
            return call(call(classX(THREAD), "currentThread"), "isInterrupted");
        }

        /** A call that is compiled as in Java, so that a check costs next to nothing. */
        private static MethodCallExpression call(Expression object, String method) {
            MethodCallExpression call = callX(object, method);
            call.setMethodTarget(THREAD.getMethod(method, Parameter.EMPTY_ARRAY));
            call.setImplicitThis(false);
            return call;
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            closure.setCode(wrapBlock(closure.getCode()));
            super.visitClosureExpression(closure);
        }

        @Override
        public void visitMethod(MethodNode method) {
            // A record's own methods are made for it, and have no code yet.
            boolean ofRecord = method.getDeclaringClass().isRecord() && AnnotatedNodeUtils.isGenerated(method);
            if (!method.isAbstract() && !method.isSynthetic() && !ofRecord) {
                method.setCode(wrapBlock(method.getCode()));
            }
            super.visitMethod(method);
        }
    }
}
