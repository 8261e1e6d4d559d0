package io.cometsh.lang;

import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Reads {@code log_metric("m", 0.5, epoch=3)} as Python does: as {@code epoch: 3}. Groovy would assign a variable and
 * hand its value over by position. Where the script has a variable of this name, Groovy's meaning stays, and a call of
 * the client's that would take the value for another parameter is refused when it is made.
 */
final class NamedArguments extends CompilationCustomizer {
    /** What a session knows from its earlier inputs. */
    interface Definitions {
        Definitions NONE = new Definitions() {
            @Override
            public boolean isVariable(String name) {
                return false;
            }

            @Override
            public Set<List<String>> parametersOf(String method) {
                return Set.of();
            }
        };

        boolean isVariable(String name);

        /** The parameter names of each method of this name. */
        Set<List<String>> parametersOf(String method);
    }

    private final Definitions definitions;

    NamedArguments(Definitions definitions) {
        super(CompilePhase.SEMANTIC_ANALYSIS);
        this.definitions = definitions;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        List<ClassNode> classes = source.getAST().getClasses();
        // Which names are variables is a question to the whole text.
        if (classNode == classes.get(0)) {
            NamedArgumentReader reader = new NamedArgumentReader(source, definitions);
            List.copyOf(classes).forEach(reader::visitClass);
            reader.rewrite();
        }
    }
}
