package io.cometsh.lang;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** How everything of a user is compiled: our words imported, comparisons rewritten, {@link CometScript} below it. */
final class ScriptCompiler {
    private ScriptCompiler() {}

    static CompilerConfiguration configuration() {
        return configuration(NamedArguments.Definitions.NONE);
    }

    /** @param definitions what earlier inputs have defined */
    static CompilerConfiguration configuration(NamedArguments.Definitions definitions, CompilationCustomizer... more) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setSourceEncoding(StandardCharsets.UTF_8.name());
        // Calls of a method that an earlier input defined may name its parameters.
        configuration.setParameters(true);
        configuration.setScriptBaseClass(CometScript.class.getName());
        // The first is the customizer below in another form; the second would look for Ivy, which we do not ship.
        configuration.setDisabledGlobalASTTransformations(
                Set.of(ComparisonTransformation.class.getName(), "groovy.grape.GrabAnnotationTransformation"));
        // One class to look names up in, and no package to scan.
        ImportCustomizer imports = new ImportCustomizer();
        imports.addStaticStars(Query.class.getName());
        imports.addStaticImport(CometScript.class.getName(), "sleep");
        configuration.addCompilationCustomizers(
                imports,
                new ClassImports(),
                new GrabRefusal(),
                new NamedArguments(definitions),
                new ComparisonRewriter());
        configuration.addCompilationCustomizers(more);
        return configuration;
    }
}
