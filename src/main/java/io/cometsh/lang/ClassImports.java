package io.cometsh.lang;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** Imports the classes that scripts name, except where a script has a class or an import of that name. */
final class ClassImports extends CompilationCustomizer {
    ClassImports() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        ModuleNode module = source.getAST();
        for (String type : ScriptCompiler.NAMED_BY_SCRIPTS) {
            String name = type.substring(type.lastIndexOf('.') + 1);
            if (module.getImport(name) == null && !isDefined(name, module, source)) {
                module.addImport(name, ClassHelper.make(type));
            }
        }
    }

    /** Here, or at the prompt by an earlier input. */
    private static boolean isDefined(String name, ModuleNode module, SourceUnit source) {
        for (ClassNode type : module.getClasses()) {
            if (type.getNameWithoutPackage().equals(name)) {
                return true;
            }
        }
        for (Class<?> loaded : source.getClassLoader().getLoadedClasses()) {
            if (loaded.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
