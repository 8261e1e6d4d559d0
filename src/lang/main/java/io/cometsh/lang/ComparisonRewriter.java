package io.cometsh.lang;

import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Makes comparisons build queries in everything that is compiled with it: {@code Metric("loss") < 0.2} becomes a
 * {@link io.cometsh.query.QueryExpression}, and every other comparison does what it always did.
 */
public final class ComparisonRewriter extends CompilationCustomizer {
    public ComparisonRewriter() {
        super(CompilePhase.SEMANTIC_ANALYSIS);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        new ComparisonTransformer(source).visitClass(classNode);
    }
}
