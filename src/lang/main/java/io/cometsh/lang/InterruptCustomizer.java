package io.cometsh.lang;

import groovy.transform.ThreadInterrupt;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.transform.ThreadInterruptibleASTTransformation;

/**
 * Makes every class end when its thread is interrupted, as {@code @ThreadInterrupt} does. Groovy's own
 * {@code ASTTransformationCustomizer} is a Groovy program, and starting it takes longer than all the rest before the
 * first prompt.
 */
final class InterruptCustomizer extends CompilationCustomizer {
    InterruptCustomizer() {
        super(CompilePhase.CANONICALIZATION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        AnnotationNode annotation = new AnnotationNode(ClassHelper.make(ThreadInterrupt.class));
        annotation.setSourcePosition(type);
        new ThreadInterruptibleASTTransformation().visit(new ASTNode[] {annotation, type}, source);
    }
}
