package io.cometsh.lang;

import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.Expression;

/** Tells whether Groovy will check the types of a piece of code, so that a comparison there must keep its type. */
final class StaticTyping {
    private static final List<String> CHECKED =
            List.of("groovy.transform.CompileStatic", "groovy.transform.TypeChecked");
    private static final String DYNAMIC = "groovy.transform.CompileDynamic";

    private StaticTyping() {}

    static boolean isChecked(ClassNode node) {
        for (ClassNode type = node; type != null; type = type.getOuterClass()) {
            MethodNode enclosing = type.getEnclosingMethod();
            Optional<Boolean> own = own(type).or(() -> enclosing == null ? Optional.empty() : own(enclosing));
            if (own.isPresent()) {
                return own.get();
            }
        }
        return false;
    }

    static boolean isChecked(MethodNode method, boolean classIsChecked) {
        return own(method).orElse(classIsChecked);
    }

    /** The setting from the node's own annotations; empty when there is none. */
    private static Optional<Boolean> own(AnnotatedNode node) {
        for (AnnotationNode annotation : node.getAnnotations()) {
            String name = annotation.getClassNode().getName();
            if (DYNAMIC.equals(name)) {
                return Optional.of(false);
            }
            if (CHECKED.contains(name)) {
                Expression mode = annotation.getMember("value");
                return Optional.of(mode == null || !mode.getText().endsWith("SKIP"));
            }
        }
        return Optional.empty();
    }
}
