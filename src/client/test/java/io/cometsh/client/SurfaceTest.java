package io.cometsh.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.client.wire.View;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.support.TestResources;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every method and every parameter of the official SDK's classes, by the signatures of its release 3.58.8: ours has them
 * in camelCase, unless a table here gives the reason.
 */
class SurfaceTest {
    private static final Map<String, Class<?>> OURS = Map.ofEntries(
            entry("API", Api.class),
            entry("APIExperiment", Experiment.class),
            entry("CommonExperiment", Experiment.class),
            entry("Model", Model.class),
            entry("View", View.class),
            entry("LoggedArtifact", LoggedArtifact.class),
            entry("LoggedArtifactAsset", LoggedArtifactAsset.class),
            entry("Artifact", Artifact.class),
            entry("ArtifactAsset", ArtifactAsset.class),
            entry("QueryVariable", QueryVariable.class),
            entry("QueryExpression", QueryExpression.class),
            entry("Tag", QueryVariable.class));

    /** Methods that we have in another form. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            entry("API.__init__", "Api.connect(), by the settings of the process or given ones"),
            entry(
                    "APIExperiment.__init__",
                    "api.createExperiment(...) makes one, api.getExperimentByKey(...) attaches to one"),
            entry("Model.__init__", "api.getModel(...): a model needs an api to ask"),
            entry("Model.from_registry", "api.getModel(...): a model needs an api to ask"),
            entry("LoggedArtifact.__init__", "the SDK's own; api.getArtifact(...) gives one"),
            entry("LoggedArtifactAsset.__init__", "the SDK's own; artifact.assets gives them"),
            entry("QueryVariable.__init__", "QueryVariable.metric(...) and its like; Metric(...) in scripts"),
            entry("Tag.__init__", "QueryVariable.tag(...); Tag(...) in scripts"),
            entry("QueryExpression.__init__", "comparisons make them"),
            entry(
                    "QueryExpression.get_predicates",
                    "the form of a request is not the expression's business: api.explain(...)"),
            entry(
                    "QueryExpression.get_predicates_for_search",
                    "the form of a request is not the expression's business: api.explain(...)"));

    /** Parameters that mean nothing outside Python, or that our call has no use for. */
    private static final Map<String, String> WITHOUT = Map.ofEntries(
            entry(
                    "CommonExperiment.display(clear, wait, new, autoraise)",
                    "about cells of a notebook and windows of a browser"),
            entry(
                    "CommonExperiment.display_project(clear, wait, new, autoraise)",
                    "about cells of a notebook and windows of a browser"),
            entry("APIExperiment.get_asset_list(timeout)", "the connection's timeout is the api's: --timeout"),
            entry(
                    "APIExperiment.get_asset_by_name(stream, timeout)",
                    "a download to a file is streamed; the timeout is the api's"),
            entry("APIExperiment.get_assets_by_name(timeout)", "the connection's timeout is the api's: --timeout"),
            entry(
                    "APIExperiment.get_asset(stream)",
                    "a download to a file is streamed: api.downloadExperimentAsset(...)"),
            entry(
                    "APIExperiment.log_table(format_kwargs)",
                    "the options of pandas' writers; our table is CSV by RFC 4180"),
            entry("API.download_experiment_asset(log_progress)", "progress is the command line's to show"),
            entry(
                    "LoggedArtifact.get_source_experiment(api_key, cache)",
                    "it comes from the api that gave the artifact"),
            entry("ArtifactAsset.__init__(asset_id)", "the record names it id, as Python's property does"),
            entry("QueryVariable.contains(rhs)", "the only operand replaces it"),
            entry("QueryVariable.startswith(rhs)", "the only operand replaces it"),
            entry("QueryVariable.endswith(rhs)", "the only operand replaces it"));

    private record Python(String type, String name, String kind, List<String> parameters, List<String> optional) {
        String title() {
            return type + "." + name;
        }
    }

    private static List<Python> all() {
        List<Python> all = new ArrayList<>();
        for (String line : TestResources.lines("/recorded/SurfaceTest/signatures.tsv")) {
            String[] cells = line.split("\t");
            all.add(new Python(cells[0], cells[1], cells[2], parameters(cells[3], false), parameters(cells[3], true)));
        }
        return all;
    }

    /** The names in {@code (self, a, b: Dict[str, Any]=None, *c) -> List[str]}. */
    private static List<String> parameters(String signature, boolean onlyOptional) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        StringBuilder part = new StringBuilder();
        for (char c : signature.substring(1).toCharArray()) {
            if (depth == 0 && (c == ',' || c == ')')) {
                String name = part.toString()
                        .replaceAll("[:=].*", "")
                        .replace("*", "")
                        .strip();
                if (!name.isEmpty()
                        && !Set.of("self", "cls").contains(name)
                        && (!onlyOptional || part.indexOf("=") >= 0)) {
                    names.add(name);
                }
                part.setLength(0);
                if (c == ')') {
                    break;
                }
            } else {
                depth += "[({".indexOf(c) >= 0 ? 1 : "])}".indexOf(c) >= 0 ? -1 : 0;
                part.append(c);
            }
        }
        return names;
    }

    /** The same for {@code project_name}, {@code projectName} and {@code public_}. */
    private static String fold(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static List<Method> ours(Python python) {
        String plain = fold(python.name());
        Set<String> names = switch (python.kind()) {
            case "setter" -> Set.of("set" + plain);
            case "property" -> Set.of(plain, "get" + plain, "is" + plain);
            default -> Set.of(plain);
        };
        return Arrays.stream(OURS.get(python.type()).getMethods())
                .filter(method -> names.contains(fold(method.getName())))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> has_every_method_with_every_parameter() {
        return all().stream()
                .filter(python -> !ELSEWHERE.containsKey(python.title()))
                .map(python -> DynamicTest.dynamicTest(python.title() + " " + python.kind(), () -> {
                    Stream<? extends java.lang.reflect.Executable> forms =
                            python.name().equals("__init__")
                                    ? Arrays.stream(OURS.get(python.type()).getConstructors())
                                    : ours(python).stream();
                    List<? extends java.lang.reflect.Executable> found = forms.toList();
                    assertThat(found).as("ours").isNotEmpty();
                    if (python.kind().equals("property") || python.kind().equals("setter")) {
                        return;
                    }
                    Set<String> missing = new TreeSet<>(python.parameters());
                    missing.removeIf(name -> found.stream()
                            .flatMap(form -> Arrays.stream(form.getParameters()))
                            .anyMatch(own -> isMeant(own, name)));
                    assertThat(missing).as("parameters that we lack").isEqualTo(new TreeSet<>(without(python)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> what_python_lets_out_may_be_left_out_here() {
        return all().stream()
                .filter(python ->
                        !ELSEWHERE.containsKey(python.title()) && !python.name().equals("__init__"))
                .filter(python -> !python.optional().isEmpty())
                .map(python -> DynamicTest.dynamicTest(python.title(), () -> {
                    List<Method> forms = ours(python);
                    Set<String> required = new TreeSet<>(python.optional());
                    required.removeAll(without(python));
                    required.removeIf(name -> forms.stream().anyMatch(form -> mayBeLeftOut(name, form, forms)));
                    assertThat(required).isEmpty();
                }));
    }

    /** By the rule of the adapter: it is marked so, or a form with fewer parameters lacks it. */
    private static boolean mayBeLeftOut(String name, Method form, List<Method> forms) {
        for (Parameter parameter : form.getParameters()) {
            if (isMeant(parameter, name)) {
                return parameter.isAnnotationPresent(Omittable.class)
                        || forms.stream()
                                .filter(other -> names(form).containsAll(names(other)))
                                .anyMatch(other ->
                                        Arrays.stream(other.getParameters()).noneMatch(one -> isMeant(one, name)));
            }
        }
        return false;
    }

    private static Set<String> names(Method form) {
        return Arrays.stream(form.getParameters())
                .map(parameter -> fold(parameter.getName()))
                .collect(Collectors.toSet());
    }

    private static boolean isMeant(Parameter parameter, String name) {
        String own = fold(parameter.getName());
        String theirs = fold(name);
        return own.equals(theirs) || own.equals(theirs + "name") || theirs.equals(own + "name");
    }

    private static List<String> without(Python python) {
        return WITHOUT.keySet().stream()
                .filter(one -> one.startsWith(python.title() + "("))
                .flatMap(one -> Stream.of(one.replaceAll(".*\\(|\\)", "").split(", ")))
                .toList();
    }

    @Test
    void every_line_of_the_tables_is_about_a_method_that_there_is() {
        Set<String> known = all().stream().map(Python::title).collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> strangers = new TreeMap<>(ELSEWHERE);
        WITHOUT.forEach((one, reason) -> strangers.put(one.replaceAll("\\(.*", ""), reason));
        strangers.keySet().removeAll(known);
        assertThat(strangers).isEmpty();
    }

    @Test
    void a_method_listed_elsewhere_is_not_here_under_its_own_name() {
        assertThat(all().stream()
                        .filter(python -> ELSEWHERE.containsKey(python.title()))
                        .filter(python -> !python.name().equals("__init__"))
                        .filter(python -> !ours(python).isEmpty())
                        .map(Python::title))
                .isEmpty();
    }
}
