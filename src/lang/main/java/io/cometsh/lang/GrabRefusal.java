package io.cometsh.lang;

import java.util.List;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** {@code @Grab} needs Ivy, which is not shipped; without this it would be passed over and imports would fail oddly. */
final class GrabRefusal extends CompilationCustomizer {
    private static final List<String> NAMES = List.of("Grab", "Grapes", "GrabResolver", "GrabConfig", "GrabExclude");

    GrabRefusal() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        Visitor visitor = new Visitor(source);
        if (classNode == source.getAST().getClasses().get(0)) {
            source.getAST().getImports().forEach(visitor::visitAnnotations);
            source.getAST().getStarImports().forEach(visitor::visitAnnotations);
            source.getAST().getStaticImports().values().forEach(visitor::visitAnnotations);
            source.getAST().getStaticStarImports().values().forEach(visitor::visitAnnotations);
        }
        visitor.visitClass(classNode);
    }

    private static final class Visitor extends ClassCodeVisitorSupport {
        private final SourceUnit source;

        Visitor(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitAnnotations(AnnotatedNode node) {
            for (AnnotationNode annotation : node.getAnnotations()) {
                String name = annotation.getClassNode().getName().replaceFirst("^groovy\\.lang\\.", "");
                if (NAMES.contains(name)) {
                    addError(
                            "@" + name + " is not supported: download the jar, then run cometsh --classpath FILE.jar,"
                                    + " or set COMETSH_CLASSPATH",
                            annotation);
                }
            }
        }
    }
}
