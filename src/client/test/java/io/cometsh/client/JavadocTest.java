package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every method that a script can call states its purpose, shows a call, and names its endpoint. */
class JavadocTest {
    private static final Path SOURCES = Path.of("src/client/main/java/io/cometsh/client");

    /** What scripts hold and call. */
    private static final Set<String> CALLED = Set.of(
            "Api",
            "Experiment",
            "ExperimentGroups",
            "ExperimentList",
            "Model",
            "Artifact",
            "LoggedArtifact",
            "LoggedArtifactAsset",
            "View",
            "ModelStatusConfiguration",
            "OverwriteStrategy");

    /** What a program meets outside of the handles, beside records. */
    private static final Set<String> OF_SERVICES = Set.of(
            "AssetReader",
            "BulkProgress",
            "NamedList",
            "OverwriteStrategy",
            "PointReader",
            "PointSink",
            "ScannedPoint",
            "ReadInterruptedException",
            "RowReader",
            "WireNumber",
            "WireRecord");

    private static final Pattern CODE = Pattern.compile("\\{@code\\s((?:[^{}]|\\{[^{}]*})*)}");

    private record Documented(String type, String method, int parameters, String text) {
        String title() {
            return type + "." + method + "/" + parameters;
        }

        /** A call of the method, or the property that a getter is in a script. */
        boolean showsCall() {
            String property = method.replaceFirst("^(get|is)(?=[A-Z])", "");
            property = property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
            Pattern call = Pattern.compile("\\b" + method + "\\(|\\." + Pattern.quote(property) + "\\b");
            Matcher code = CODE.matcher(text);
            while (code.find()) {
                if (call.matcher(code.group(1)).find()) {
                    return true;
                }
            }
            return false;
        }

        boolean saysWhatIsAsked() {
            return text.matches("(?s).*\\b(Endpoints?:|[Nn]othing is asked).*");
        }

        boolean pointsElsewhere() {
            return text.matches("(?s).*(the (other|longest|longer) form|same|\\{@link #).*");
        }
    }

    private static List<Documented> publicMethods() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Documented> found = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(
                            sources.filter(path -> path.toString().endsWith(".java"))
                                    .sorted()
                                    .toList()));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void nothing) {
                        TreePath type = getCurrentPath().getParentPath();
                        ClassTree owner = (ClassTree) type.getLeaf();
                        boolean inUnit = type.getParentPath().getLeaf() instanceof CompilationUnitTree;
                        if (inUnit
                                && isSeenByScripts(owner, unit.getPackageName().toString())
                                && isPublic(owner.getModifiers())
                                && isPublic(method.getModifiers())
                                && method.getReturnType() != null
                                && !overrides(method)) {
                            String text = docs.getDocComment(getCurrentPath());
                            found.add(new Documented(
                                    owner.getSimpleName().toString(),
                                    method.getName().toString(),
                                    method.getParameters().size(),
                                    text == null ? "" : text));
                        }
                        return super.visitMethod(method, nothing);
                    }
                }.scan(unit, null);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    /** A program calls no service, and of the wire it holds the records. */
    private static boolean isSeenByScripts(ClassTree type, String packageName) {
        return packageName.equals("io.cometsh.client")
                || OF_SERVICES.contains(type.getSimpleName().toString())
                || type.getImplementsClause().stream()
                        .anyMatch(implemented -> implemented.toString().equals("WireRecord"));
    }

    private static boolean isPublic(ModifiersTree modifiers) {
        return modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(one -> one.getAnnotationType().toString().equals("Override"));
    }

    private final List<Documented> methods = publicMethods();

    @Test
    void every_public_method_states_its_purpose() {
        assertThat(methods).hasSizeGreaterThan(250);
        assertThat(methods.stream()
                        .filter(one -> one.text().isBlank())
                        .filter(one -> !Set.of("ApiOptions", "PanelContext").contains(one.type()))
                        .map(Documented::title))
                .isEmpty();
    }

    @Test
    void what_a_script_calls_shows_a_call_and_names_its_endpoints() {
        Set<String> bare = new TreeSet<>();
        methods.stream().filter(one -> CALLED.contains(one.type())).forEach(one -> {
            boolean whole = methods.stream()
                    .filter(other ->
                            other.type().equals(one.type()) && other.method().equals(one.method()))
                    .anyMatch(other -> other.showsCall() && other.saysWhatIsAsked());
            if (!whole) {
                bare.add(one.type() + "." + one.method());
            }
        });
        assertThat(bare).isEmpty();
    }

    @Test
    void a_short_form_without_full_documentation_links_to_the_full_form() {
        assertThat(methods.stream()
                        .filter(one -> CALLED.contains(one.type()))
                        .filter(one -> !one.saysWhatIsAsked() && !one.pointsElsewhere())
                        .map(Documented::title))
                .isEmpty();
    }

    @Test
    void a_text_without_a_call_or_an_endpoint_would_be_found() {
        assertThat(new Documented("Api", "getTags", 0, "The tags. Endpoint: {@code experiment/tags}.").showsCall())
                .isFalse();
        assertThat(new Documented("Api", "getTags", 0, "The tags: {@code exp.tags*.size()}.").showsCall())
                .isTrue();
        assertThat(new Documented("Api", "getTags", 0, "The tags: {@code exp.getTags()}.").saysWhatIsAsked())
                .isFalse();
    }
}
