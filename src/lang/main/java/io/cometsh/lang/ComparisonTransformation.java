package io.cometsh.lang;

import java.util.Collection;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.transform.ASTTransformation;
import org.codehaus.groovy.transform.GroovyASTTransformation;

/**
 * The same rewrite for scripts that plain Groovy compiles with our jar on its class path. Only a script that imports
 * {@code io.cometsh.lang.Query} or its words is touched. Rewriting twice changes nothing the second time.
 */
@GroovyASTTransformation(phase = CompilePhase.SEMANTIC_ANALYSIS)
public final class ComparisonTransformation implements ASTTransformation {
    @Override
    public void visit(ASTNode[] nodes, SourceUnit source) {
        ModuleNode module = source.getAST();
        if (module == null || !importsQuery(module)) {
            return;
        }
        for (ClassNode type : module.getClasses()) {
            new ComparisonTransformer(source).visitClass(type);
        }
    }

    private static boolean importsQuery(ModuleNode module) {
        String packageName = Query.class.getPackageName() + ".";
        return Stream.of(
                                module.getImports(),
                                module.getStaticImports().values(),
                                module.getStaticStarImports().values())
                        .flatMap(Collection::stream)
                        .map(ImportNode::getClassName)
                        .anyMatch(Query.class.getName()::equals)
                || module.getStarImports().stream()
                        .map(ImportNode::getPackageName)
                        .anyMatch(packageName::equals);
    }
}
