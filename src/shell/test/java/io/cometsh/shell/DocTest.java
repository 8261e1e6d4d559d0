package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Tables;
import io.cometsh.client.service.AssetReader;
import io.cometsh.client.service.BulkProgress;
import io.cometsh.client.service.OverwriteStrategy;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.service.PointSink;
import io.cometsh.client.service.RowReader;
import io.cometsh.client.service.ScannedPoint;
import io.cometsh.client.wire.NamedList;
import io.cometsh.client.wire.WireNumber;
import io.cometsh.client.wire.WireRecord;
import io.cometsh.completion.Scope;
import io.cometsh.lang.Completeness;
import io.cometsh.lang.Query;
import io.cometsh.lang.ScriptHelpers;
import io.cometsh.lang.Session;
import io.cometsh.plot.PlotHelpers;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.TimeSpan;
import io.cometsh.reference.CallForm;
import io.cometsh.reference.MemberDoc;
import io.cometsh.reference.Reference;
import io.cometsh.reference.TypeDoc;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocTest {
    private static final Reference REFERENCE = Reference.load();
    /** What Groovy calls for operators and the like, and nobody by its name. */
    private static final Set<String> CALLED_BY_GROOVY = Set.of(
            "toString",
            "equals",
            "hashCode",
            "asBoolean",
            "getAt",
            "propertyMissing",
            "methodMissing",
            "and",
            "or",
            "xor",
            "bitwiseNegate",
            "plus",
            "minus",
            "multiply",
            "div",
            "negative",
            "positive",
            "compareTo");

    private final Api api = TestApi.of(new FakeTransport());
    private final DocCommand doc = new DocCommand(
            Scope.of(Map.of("api", api, "conn", api, "number", 3)),
            name -> name.equals("twice") ? "def twice(n) { n * 2 }" : null,
            new HelpCommand(new Commands()));

    private String page(String name) {
        return page(name, 100);
    }

    private String page(String name, int width) {
        return doc.run(new CommandArguments(name, width));
    }

    private static Stream<Class<?>> typesThatScriptsSee() throws IOException {
        Path sources = Path.of("src", "client", "main", "java");
        Stream<Class<?>> client = Files.walk(sources.resolve(Path.of("io", "cometsh", "client")))
                .filter(file -> file.toString().matches(".*[/\\\\]\\w+\\.java"))
                .<Class<?>>map(file -> type(sources.relativize(file).toString()))
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .filter(DocTest::isSeenByScripts);
        return Stream.concat(
                        client,
                        Stream.of(
                                QueryVariable.class,
                                QueryExpression.class,
                                TimeSpan.class,
                                Query.class,
                                ScriptHelpers.class,
                                PlotHelpers.class))
                .filter(type -> type != Tables.class && type != ApiOptions.class);
    }

    /** Of the services and the wire: the records, and the types that a caller meets. */
    private static boolean isSeenByScripts(Class<?> type) {
        return type.getPackageName().equals("io.cometsh.client")
                || WireRecord.class.isAssignableFrom(type)
                || Throwable.class.isAssignableFrom(type)
                || Set.of(
                                AssetReader.class,
                                BulkProgress.class,
                                NamedList.class,
                                OverwriteStrategy.class,
                                PointReader.class,
                                PointSink.class,
                                ScannedPoint.class,
                                RowReader.class,
                                WireNumber.class)
                        .contains(type);
    }

    private static Class<?> type(String file) {
        try {
            return Class.forName(file.replace(".java", "").replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_public_method_that_scripts_see_has_a_text_and_an_example() throws IOException {
        List<String> missing = typesThatScriptsSee()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !CALLED_BY_GROOVY.contains(method.getName()))
                .filter(method -> !isGeneratedByTheCompiler(method))
                .filter(method -> !isDocumented(method))
                .map(Method::toString)
                .toList();
        assertThat(missing).isEmpty();
    }

    private static boolean isGeneratedByTheCompiler(Method method) {
        return method.getDeclaringClass().isEnum()
                && List.of("values", "valueOf").contains(method.getName());
    }

    private static boolean isDocumented(Method method) {
        TypeDoc type = REFERENCE.type(method.getDeclaringClass().getSimpleName());
        return type != null
                && type.members().stream()
                        .filter(member -> member.name().equals(method.getName()))
                        .anyMatch(member -> !member.summary().isBlank()
                                && member.forms().stream()
                                        .anyMatch(form -> !form.example().isBlank())
                                && (member.kind().equals("component")
                                        || member.forms().stream()
                                                .anyMatch(form ->
                                                        form.parameters().size() == method.getParameterCount())));
    }

    @Test
    void every_example_is_groovy() {
        List<String> wrong = REFERENCE.types().stream()
                .flatMap(type -> type.members().stream())
                .flatMap(member -> member.forms().stream())
                .map(CallForm::example)
                .filter(example -> !example.isEmpty())
                .distinct()
                .filter(example -> Session.check(example) != Completeness.COMPLETE)
                .toList();
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 100})
    void every_page_fits_the_terminal(int width) {
        for (TypeDoc type : REFERENCE.types()) {
            assertFits(page(type.name(), width), width);
            for (MemberDoc member : type.members()) {
                if (!member.name().equals("new")) {
                    String page = page(member.qualifiedName(), width);
                    assertThat(page).startsWith(member.qualifiedName()).contains("example");
                    assertFits(page, width);
                }
            }
        }
    }

    /** A word longer than the line may exceed it; a line with blanks that could be broken may not. */
    private static void assertFits(String page, int width) {
        assertThat(page.lines().filter(line -> line.length() > width))
                .allMatch(line -> Arrays.stream(line.split(" ")).anyMatch(word -> word.length() > width / 2));
    }

    @Test
    void a_page_has_the_whole_documentation_of_a_method() {
        assertThat(page("api.getProjects")).isEqualTo("""
                Api.getProjects
                  List<String> getProjects(String workspace)

                The names of a workspace's projects: `api.getProjects("demo")`.

                  returns    List<String>
                  error      NotFoundException when there is no such workspace
                  example    api.getProjects("demo")
                  endpoint   projects
                  Python     api.get_projects(workspace)""");
        assertThat(page("exp.get_metrics"))
                .contains("List<MetricPoint> getMetrics(String metric)")
                .contains("a MetricPoint is one logged value of a metric")
                .contains("exp.get_metrics(metric=None)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "api.query                 | Api.query",
                "conn.get_projects         | Api.getProjects",
                "API.get_experiments       | Api.getExperiments",
                "APIExperiment.get_tags    | Experiment.getTags",
                "exp.name                  | Experiment.getName",
                "getParametersSummary      | Experiment.getParametersSummary",
                "api.query('a', 'b', q)    | Api.query",
                "Metric                    | Metric",
                "Metric('loss')            | Metric",
                "Metric('loss').contains   | QueryVariable.contains",
                "experiment                | Experiment (io.cometsh.client, class)",
                "MetricPoint.metricValue   | MetricPoint.metricValue",
                "twice                     | def twice(n) { n * 2 }",
                "number                    | number is a variable of java.lang.Integer",
                "table                     | table"
            })
    void finds_the_page_of_a_name(String name, String firstLine) {
        assertThat(page(name).lines().findFirst()).hasValue(firstLine);
    }

    @Test
    void a_name_of_several_classes_lists_them() {
        assertThat(page("getName")).contains("Experiment.getName");
        assertThat(page("name").lines().count()).isGreaterThan(3);
    }

    @Test
    void the_error_for_an_unknown_name_suggests_one() {
        assertThatThrownBy(() -> page("api.qurey")).hasMessage("nothing known of api.qurey; did you mean api.query?");
        assertThatThrownBy(() -> page("getMetrcs")).hasMessageContaining("did you mean getMetrics");
        assertThatThrownBy(() -> page("zzzzzzz")).hasMessageContaining("?Api and ?Experiment list what there is");
        assertThatThrownBy(() -> page("")).hasMessageContaining(":doc api.query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "?api.query        | :doc api.query",
                "??Experiment      | :doc Experiment",
                "? Metric          | :doc Metric",
                "exp.get_metrics?  | :doc exp.get_metrics",
                "Metric('a').eq?   | :doc Metric('a').eq",
                "?:cache           | :doc :cache",
                "?                 | :help",
                "a ?: b            | -",
                "x ? 1 : 2         | -",
                "a?.b              | -",
                "'why?'            | -"
            })
    void a_question_mark_asks(String line, String command) {
        assertThat(DocCommand.asCommand(line)).isEqualTo(command);
    }

    @Test
    void tab_offers_all_there_is_with_a_sentence() {
        assertThat(doc.complete(List.of(), ""))
                .containsKeys("Metric", "Experiment", "Experiment.getMetrics", "api")
                .containsEntry("Api.getWorkspaces", "The names of the workspaces that the key can see.");
    }
}
