package io.cometsh.lang;

import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.SourceUnit;

/** A script that is compiled. Its class has a name of its own, and stack traces name the file as it is. */
final class ScriptSource extends SourceUnit {
    private final String className;

    ScriptSource(String file, String code, CompilationUnit unit) {
        super(file, code, unit.getConfiguration(), unit.getClassLoader(), unit.getErrorCollector());
        this.className = ScriptClassName.of(file, code, unit.getClassLoader());
    }

    @Override
    public ModuleNode buildAST() {
        String file = name;
        name = className;
        try {
            ModuleNode module = super.buildAST();
            // Groovy derives the name of the class from that of its source, once.
            module.getScriptClassDummy();
            return module;
        } finally {
            name = file;
        }
    }
}
