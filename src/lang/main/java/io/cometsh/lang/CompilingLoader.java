package io.cometsh.lang;

import groovy.lang.GroovyClassLoader;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.SourceUnit;

/** Compiles scripts, and remembers the classes it made of them. */
final class CompilingLoader extends GroovyClassLoader {
    private final Map<String, byte[]> compiled = new LinkedHashMap<>();

    private boolean usesOtherSources;

    CompilingLoader(ClassLoader parent) {
        super(parent, ScriptCompiler.configuration());
    }

    /** The code of the classes by their names. */
    Map<String, byte[]> compiled() {
        return compiled;
    }

    /** Whether source files beside the script were compiled with it; each of them can change. */
    boolean usesOtherSources() {
        return usesOtherSources;
    }

    @Override
    protected CompilationUnit createCompilationUnit(CompilerConfiguration configuration, CodeSource source) {
        return new CompilationUnit(configuration, source, this) {
            @Override
            public SourceUnit addSource(String name, String code) {
                return addSource(new ScriptSource(name, code, this));
            }

            @Override
            public SourceUnit addSource(SourceUnit source) {
                usesOtherSources |= !(source instanceof ScriptSource);
                return super.addSource(source);
            }
        };
    }

    @Override
    protected ClassCollector createCollector(CompilationUnit unit, SourceUnit source) {
        return new Collector(new InnerLoader(this), unit, source);
    }

    private final class Collector extends ClassCollector {
        Collector(InnerLoader loader, CompilationUnit unit, SourceUnit source) {
            super(loader, unit, source);
        }

        @Override
        @SuppressWarnings("rawtypes") // As it is declared there.
        protected Class createClass(byte[] code, ClassNode node) {
            compiled.put(node.getName(), code);
            return super.createClass(code, node);
        }
    }
}
