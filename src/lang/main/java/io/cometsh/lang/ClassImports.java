package io.cometsh.lang;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Imports the client's classes and exceptions that a script mentions, except where the script has a class or an import
 * of that name. A name that the text does not have costs nothing.
 */
final class ClassImports extends CompilationCustomizer {
    /** The classes by the names that scripts have for them. */
    static final Map<String, String> TYPES = types();

    private static Map<String, String> types() {
        Map<String, String> types = new HashMap<>();
        for (String name : List.of(
                "client.Api",
                "client.Artifact",
                "client.wire.ArtifactAsset",
                "client.wire.Asset",
                "client.BulkPlan",
                "client.Experiment",
                "client.ExperimentList",
                "client.wire.ExperimentMetadata",
                "client.LoggedArtifact",
                "client.LoggedArtifactAsset",
                "client.wire.MetricPoint",
                "client.Model",
                "client.wire.ModelStatusConfiguration",
                "client.wire.ModelVersion",
                "client.service.NotFoundException",
                "client.PartialException",
                "client.wire.Project",
                "client.wire.RegistryModel",
                "client.wire.ValueSummary",
                "client.wire.View",
                "query.QueryException",
                "query.QueryExpression",
                "query.QueryVariable",
                "settings.MissingKeyException",
                "transport.CometConnectionException",
                "transport.CometException",
                "transport.CometHttpException",
                "transport.CometReplyException",
                "transport.ReadOnlyException")) {
            types.put(name.substring(name.lastIndexOf('.') + 1), "io.cometsh." + name);
        }
        // Python's names.
        types.put("APIExperiment", "io.cometsh.client.Experiment");
        types.put("CometRestApiException", "io.cometsh.transport.CometHttpException");
        return types;
    }

    ClassImports() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        ModuleNode module = source.getAST();
        if (classNode != module.getClasses().get(0)) {
            return;
        }
        String text = SourceText.of(source);
        TYPES.forEach((name, type) -> {
            if (text.contains(name) && module.getImport(name) == null && !isDefined(name, module, source)) {
                module.addImport(name, ClassHelper.make(type));
            }
        });
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
