package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.wire.ArtifactSummary;
import io.cometsh.client.wire.Asset;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.query.QueryVariable;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.transport.CometException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every list, map and set that a read of the client returns may be changed, at every depth. */
class ResultsBelongToTheCallerTest {
    /** Methods that write, open a window or change the object; the others are called. */
    private static final Pattern WRITES = Pattern.compile(
            "(set|log|add|delete|update|create|archive|restore|download|upload"
                    + "|move|stop|register|display|use|do|doNot|clear|remove|close|end|undo|copy|change)([A-Z].*|)"
                    + "|connect|equals|hashCode|toString|toCsv|write|plot|wait|notify|notifyAll|getClass|gen.*|stream|lock.*|groovyToString");

    private static CometServer server;
    private static Api api;
    private static Map<String, Object> arguments;

    @BeforeAll
    static void reads_the_sample() {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        api = new Api(
                new OkHttpTransport(TransportOptions.of(server.address(), "a-key")),
                () -> server.address(),
                ApiOptions.defaults()
                        .withWarnings(warning -> {})
                        .withPanel(() -> new PanelContext(
                                "demo",
                                "digits",
                                List.of(),
                                Map.of("a", List.of(Map.of("b", 1))),
                                Map.of("k", Map.of("primary", "#fff")),
                                Map.of(),
                                1,
                                1)));
        Experiment run = api.getExperiments("demo", "digits").get(0);
        String model = api.getRegistryModelNames("demo").get(0);
        ArtifactSummary artifact = api.getArtifactList("demo").get(0);
        arguments = new HashMap<>();
        arguments.put("workspace", "demo");
        arguments.put("projectName", "digits");
        arguments.put("projectId", run.getMetadata().projectId());
        arguments.put("experiment", run.getKey());
        arguments.put("experimentKey", run.getKey());
        arguments.put("experimentKeys", List.of(run.getKey()));
        arguments.put("metric", "loss");
        arguments.put("metricName", "loss");
        arguments.put("metrics", List.of("loss"));
        arguments.put("names", new String[] {"loss"});
        arguments.put("parameter", run.getParametersSummary().get(0).name());
        arguments.put("parameters", List.of());
        arguments.put("other", run.getOthersSummary().get(0).name());
        arguments.put("pattern", ".*");
        arguments.put("query", QueryVariable.metric("loss").lt(1000));
        arguments.put("modelName", model);
        arguments.put("registryName", model);
        arguments.put("artifactName", artifact.name());
        arguments.put("artifactId", artifact.artifactId());
        arguments.put("name", artifact.name());
        arguments.put(
                "assetLogicalPath",
                api.getArtifact("demo", artifact.name()).getAssets().get(0).getLogicalPath());
        arguments.put("version", api.getRegistryModelVersions("demo", model).get(0));
        arguments.put("columns", new String[] {"experiment_name"});
        arguments.put("some", new String[0]);
        arguments.put("path", new String[] {"demo"});
        List<Asset> assets = run.getAssetList();
        arguments.put("assetId", assets.isEmpty() ? null : assets.get(0).assetId());
        arguments.put("assetFilename", assets.isEmpty() ? "none" : assets.get(0).fileName());
        arguments.put("direction", "all");
        arguments.put("full", true);
    }

    @AfterAll
    static void closes() {
        api.close();
        server.close();
    }

    private final Set<String> refusals = new TreeSet<>();
    private final Set<String> reached = new TreeSet<>();
    private final Set<Class<?>> walked = new java.util.HashSet<>();

    @Test
    void every_collection_that_a_read_returns_may_be_changed() {
        walk(api);
        walk(api.getModel("demo", api.getRegistryModelNames("demo").get(0)));
        walk(new Artifact("birds", "dataset").add("text".getBytes(java.nio.charset.StandardCharsets.UTF_8), "a.txt"));

        assertThat(refusals).isEmpty();
        assertThat(reached)
                .as("what the walk saw")
                .contains(
                        "Api.getProjects",
                        "Api.getExperiments",
                        "Api.query",
                        "Api.getMetricsForChart",
                        "Api.getPanelOptions",
                        "Experiment.getTags",
                        "Experiment.getMetricsSummary",
                        "Experiment.toJson",
                        "SystemDetails.installedPackages",
                        "LoggedArtifact.getAliases",
                        "Artifact.getAssets",
                        "RegistryModel.versions",
                        "Table.rows")
                .hasSizeGreaterThan(80);
    }

    /** Calls every read of an object of ours and looks into what comes back. */
    private void walk(Object target) {
        if (!Modifier.isPublic(target.getClass().getModifiers()) || !walked.add(target.getClass())) {
            return;
        }
        // Java gives the methods in another order in each process.
        Method[] methods = target.getClass().getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::toString));
        for (Method method : methods) {
            if (Modifier.isStatic(method.getModifiers())
                    || method.isSynthetic()
                    || method.getDeclaringClass() == Object.class
                    || !method.getDeclaringClass().getName().startsWith("io.cometsh")
                    || WRITES.matcher(method.getName()).matches()) {
                continue;
            }
            String name = target.getClass().getSimpleName() + "." + method.getName();
            Object value = call(target, method);
            look(name, value);
        }
    }

    private Object call(Object target, Method method) {
        Object[] given = Arrays.stream(method.getParameters())
                .map(ResultsBelongToTheCallerTest::argument)
                .toArray();
        try {
            method.setAccessible(true);
            return method.invoke(target, given);
        } catch (InvocationTargetException e) {
            boolean unknown = Arrays.asList(given).contains(null) && e.getCause() instanceof NullPointerException;
            if (unknown
                    || e.getCause() instanceof CometException
                    || e.getCause() instanceof IllegalArgumentException
                    || e.getCause() instanceof IndexOutOfBoundsException) {
                // This run or list has no such thing; another form of the method shows what it returns.
                return null;
            }
            throw new AssertionError(method + " with " + Arrays.toString(given), e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(method.toString(), e);
        }
    }

    private static Object argument(Parameter parameter) {
        Object known = arguments.get(parameter.getName());
        Class<?> type = parameter.getType();
        if (known != null && type.isInstance(known)) {
            return known;
        }
        if (type == String[].class) {
            return new String[0];
        }
        if (type.isAssignableFrom(List.class) && Iterable.class.isAssignableFrom(type)) {
            return List.of();
        }
        return type == int.class
                ? (Object) 0
                : type == boolean.class ? (Object) false : type == long.class ? (Object) 0L : null;
    }

    private void look(String name, Object value) {
        if (value instanceof Table table) {
            walk(table);
        }
        if (value instanceof Rows rows) {
            walk(rows);
        } else if (value instanceof Map<?, ?> map && !(value instanceof io.cometsh.export.Row)) {
            requireMutable(name, map);
            List.copyOf(nonNull(map.values())).forEach(member -> look(name, member));
        } else if (value instanceof Collection<?> list) {
            requireMutable(name, list);
            List.copyOf(nonNull(list)).forEach(member -> look(name, member));
        } else if (value != null && value.getClass().getName().startsWith("io.cometsh.client")) {
            walk(value);
        }
    }

    private static List<Object> nonNull(Collection<?> values) {
        List<Object> some = new ArrayList<>(values);
        some.removeIf(value -> value == null);
        return some;
    }

    @SuppressWarnings("unchecked")
    private void requireMutable(String name, Collection<?> list) {
        reached.add(name);
        try {
            Collection<Object> open = (Collection<Object>) list;
            List<Object> before = new ArrayList<>(list);
            open.clear();
            open.addAll(before);
            if (list instanceof List<?> ordered) {
                java.util.Collections.shuffle(ordered);
                java.util.Collections.reverse(ordered);
            }
            if (!before.isEmpty()) {
                open.remove(before.get(0));
                open.add(before.get(0));
            }
        } catch (UnsupportedOperationException e) {
            refusals.add(name);
        }
    }

    @SuppressWarnings("unchecked")
    private void requireMutable(String name, Map<?, ?> map) {
        reached.add(name);
        try {
            Map<Object, Object> open = (Map<Object, Object>) map;
            Map<Object, Object> before = new java.util.LinkedHashMap<>(map);
            open.clear();
            open.putAll(before);
            open.put("added", 1);
            open.remove("added");
        } catch (UnsupportedOperationException e) {
            refusals.add(name);
        }
    }

    @Test
    void what_one_caller_changes_no_other_sees() {
        List<String> projects = api.getProjects("demo");
        projects.clear();
        ExperimentList runs = api.getExperiments("demo", "digits");
        runs.clear();
        Experiment run = api.getExperiments("demo", "digits").get(0);
        run.getTags().add("mine");
        run.getMetricsSummary().clear();
        api.getPanelOptions().clear();

        assertThat(api.getProjects("demo")).isNotEmpty();
        assertThat(api.getExperiments("demo", "digits")).isNotEmpty();
        assertThat(run.getTags()).doesNotContain("mine");
        assertThat(run.getMetricsSummary()).isNotEmpty();
        assertThat(api.getPanelOptions()).isNotEmpty();
    }
}
