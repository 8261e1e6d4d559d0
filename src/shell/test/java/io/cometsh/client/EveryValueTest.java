package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.Format;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.TableColumn;
import io.cometsh.export.TypedList;
import io.cometsh.plot.Plot;
import io.cometsh.plot.Plots;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import io.cometsh.query.TimeSpan;
import io.cometsh.shell.DataWriter;
import io.cometsh.shell.PlotDisplay;
import io.cometsh.shell.ValueText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever the client returns leaves as data or is refused: never as Java's name for an object or a record. */
@Tag("slow")
class EveryValueTest {
    private static final Pattern IDENTITY = Pattern.compile("[\\w$;]@[0-9a-f]{4,}|\\[[BCDFIJSZ]@");
    private static final Pattern RECORD = Pattern.compile("\\b[A-Z]\\w*\\[\\w+=");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeProject project = new FakeProject(2);
    private final Api api = project.api();

    /** What the public methods of the client give, by its name, found from the entrances on. */
    private static Map<String, Type> returned() {
        Deque<Class<?>> open = new ArrayDeque<>(List.of(
                Api.class, Experiment.class, Model.class, Artifact.class, LoggedArtifact.class, QueryVariable.class));
        Set<Class<?>> seen = new LinkedHashSet<>(open);
        Map<String, Type> types = new TreeMap<>();
        while (!open.isEmpty()) {
            for (Method method : open.poll().getMethods()) {
                if (method.getDeclaringClass().getName().startsWith("io.cometsh")
                        && method.getTypeParameters().length == 0) {
                    types.put(method.getGenericReturnType().getTypeName(), method.getGenericReturnType());
                    ours(method.getGenericReturnType()).filter(seen::add).forEach(open::add);
                }
            }
        }
        types.remove("void");
        return types;
    }

    private static Stream<Class<?>> ours(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.concat(
                    ours(generic.getRawType()),
                    Arrays.stream(generic.getActualTypeArguments()).flatMap(EveryValueTest::ours));
        }
        return type instanceof Class<?> one && one.getName().startsWith("io.cometsh") ? Stream.of(one) : Stream.empty();
    }

    private Object example(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        if (type instanceof GenericArrayType || !(type instanceof Class<?> one)) {
            return "text";
        }
        Map<Class<?>, Object> known = new LinkedHashMap<>();
        // A text that is JSON too, since some records take no other.
        known.put(String.class, "{}");
        known.put(Object.class, List.of(Map.of("a", 1)));
        known.put(List.class, List.of("a"));
        known.put(boolean.class, true);
        known.put(Boolean.class, true);
        known.put(int.class, 3);
        known.put(long.class, 3L);
        known.put(Long.class, 1_700_000_000_000L);
        known.put(double.class, Double.NaN);
        known.put(byte[].class, new byte[] {1, 2, 3});
        known.put(URI.class, URI.create("https://comet.example/"));
        known.put(Path.class, Path.of("folder/file"));
        known.put(Duration.class, Duration.ofSeconds(3));
        known.put(Instant.class, Instant.EPOCH);
        known.put(LocalDateTime.class, LocalDateTime.of(2026, 1, 31, 12, 0));
        known.put(Api.class, api);
        known.put(Experiment.class, api.getExperimentByKey(FakeProject.key(0)));
        known.put(ExperimentList.class, api.getExperiments("demo", "digits"));
        known.put(QueryExpression.class, QueryVariable.metric("loss").lt(1));
        known.put(QueryVariable.class, QueryVariable.metric("loss").getMin());
        known.put(Plot.class, Plots.ofValues(List.of(1, 2), Map.of()));
        known.put(Table.class, new Table(List.of("a"), List.of(List.of(1))));
        known.put(
                Rows.class,
                new Rows(
                        List.of(TableColumn.text("a")),
                        () -> List.of(List.<Object>of("b")).iterator()));
        known.put(Artifact.class, new Artifact("birds", "dataset"));
        known.put(ExperimentGroups.class, api.getExperiments("demo", "digits").groupBy("params.opt"));
        known.put(TypedList.class, api.getExperiments("demo", "digits"));
        known.put(BulkPlan.class, api.plan(api.getExperiments("demo", "digits")).addTag("even"));
        known.put(JsonNode.class, JSON.createObjectNode().put("artifactVersion", "1.0.0"));
        known.put(TimeSpan.class, TimeSpan.of("days", 3));
        known.put(
                ProjectColumns.class,
                new ProjectColumns(List.of(new io.cometsh.query.Column("loss", Source.METRICS, "double"))));
        if (known.containsKey(one)) {
            return known.get(one);
        }
        if (one.isEnum()) {
            return one.getEnumConstants()[0];
        }
        if (one.isArray()) {
            return new Object[] {example(one.getComponentType())};
        }
        return one.getName().startsWith("io.cometsh") && !one.isInterface() ? made(one) : null;
    }

    private Object made(Class<?> type) {
        Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                .max((a, b) -> Integer.compare(a.getParameterCount(), b.getParameterCount()))
                .orElseThrow();
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(Arrays.stream(constructor.getGenericParameterTypes())
                    .map(this::example)
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + ": " + e.getCause(), e);
        }
    }

    private Object generic(Class<?> type, Type... arguments) {
        Object first = example(arguments[0]);
        return switch (type.getSimpleName()) {
            case "List", "Collection" -> Collections.singletonList(first);
            case "Set" -> Set.of(first);
            case "Map" -> Collections.singletonMap(first, example(arguments[1]));
            case "Optional" -> Optional.ofNullable(first);
            case "Stream" -> Stream.of(first);
            case "Iterator" -> List.of(first).iterator();
            default -> null;
        };
    }

    private static String written(Format format, Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            new DataWriter(format, List.of(), false).write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String shown(Object value) {
        return String.valueOf(ValueText.ofScript(50, PlotDisplay::plain).of(value, 80));
    }

    /** Alone, and inside of what scripts put values into. A stream can be read once: each way makes its own. */
    private Map<String, Supplier<Object>> ways(Type type) {
        Map<String, Supplier<Object>> ways = new LinkedHashMap<>();
        ways.put("alone", () -> example(type));
        ways.put("in a list", () -> Arrays.asList(example(type), example(type)));
        ways.put("in a map", () -> Collections.singletonMap("value", example(type)));
        ways.put("in a map in a list", () -> List.of(Collections.singletonMap("value", example(type))));
        ways.put("in an array", () -> new Object[] {example(type)});
        ways.put("in a stream", () -> Stream.of(example(type)));
        ways.put("in an iterator", () -> Arrays.asList(example(type)).iterator());
        ways.put("in an Optional", () -> Optional.ofNullable(example(type)));
        ways.put("as the key of a map", () -> Collections.singletonMap(example(type), 1));
        return ways;
    }

    @TestFactory
    Stream<DynamicTest> every_return_type_of_the_client_is_data_in_every_format_and_readable_at_the_prompt() {
        return returned().entrySet().stream()
                .map(type -> DynamicTest.dynamicTest(type.getKey(), () -> {
                    assertThat(example(type.getValue())).as("an example").isNotNull();
                    ways(type.getValue()).forEach((way, value) -> {
                        for (Format format : Format.values()) {
                            if (format != Format.TABLE && (format.isText() || way.equals("alone"))) {
                                String text;
                                try {
                                    text = written(format, value.get());
                                } catch (NoDataException refused) {
                                    text = refused.getMessage();
                                }
                                assertThat(text).as(way + ", " + format).doesNotContainPattern(IDENTITY);
                                assertThat(text).as(way + ", " + format).doesNotContainPattern(RECORD);
                            }
                        }
                        assertThat(shown(value.get()))
                                .as(way + ", at the prompt")
                                .doesNotContainPattern(IDENTITY);
                        assertThat(shown(value.get()))
                                .as(way + ", at the prompt")
                                .doesNotContainPattern(RECORD);
                    });
                }));
    }

    @Test
    void one_record_is_an_object_in_json_and_several_are_a_list() throws IOException {
        MetricPoint point = new MetricPoint("loss", "0.50", 1_700_000_000_000L, 1L, null, null, 7L);
        assertThat(written(Format.JSON, point))
                .isEqualTo("{\"metricName\":\"loss\",\"metricValue\":0.50,\"timestamp\":\"2023-11-14T22:13:20Z\","
                        + "\"step\":1,\"epoch\":null,\"runContext\":null,\"offset\":7}\n");
        assertThat(JSON.readTree(written(Format.JSON, List.of(point, point)))).hasSize(2);
        assertThat(JSON.readTree(written(Format.JSON, Map.of("best", List.of(point))))
                        .at("/best/0/metricValue")
                        .isNumber())
                .isTrue();
        assertThat(JSON.readTree(written(Format.JSON, api.getExperimentByKey(FakeProject.key(0))))
                        .get("experimentKey")
                        .textValue())
                .isEqualTo(FakeProject.key(0));
    }

    @Test
    void plain_values_are_a_column_with_a_heading_or_a_list() {
        List<String> texts = List.of("a,b", "=1+1", "tell \"hi\"");
        assertThat(written(Format.CSV, texts)).isEqualTo("value\r\n\"a,b\"\r\n=1+1\r\n\"tell \"\"hi\"\"\"\r\n");
        assertThat(written(Format.JSON, texts)).isEqualTo("[\"a,b\",\"=1+1\",\"tell \\\"hi\\\"\"]\n");
        assertThat(written(Format.JSONL, texts)).isEqualTo("\"a,b\"\n\"=1+1\"\n\"tell \\\"hi\\\"\"\n");
        assertThat(written(Format.TSV, Arrays.asList(1, null))).isEqualTo("value\n1\n\n");
        assertThat(written(Format.CSV, List.of())).isEqualTo("value\r\n");
        assertThat(written(Format.CSV, 5)).isEqualTo("value\r\n5\r\n");
        assertThat(written(Format.CSV, List.of(List.of("run", 1), List.of("b", 2))))
                .isEqualTo("value_1,value_2\r\nrun,1\r\nb,2\r\n");
    }

    @Test
    void numbers_of_columns_that_hold_numbers_are_numbers_and_tags_are_a_list() throws IOException {
        String json = written(Format.JSON, api.getExperiments("demo", "digits"));
        assertThat(JSON.readTree(json).at("/0/params.lr").isNumber()).isTrue();
        assertThat(JSON.readTree(json).at("/0/params.opt").textValue()).isEqualTo("adam");
        assertThat(JSON.readTree(json).at("/0/tags")).hasToString("[\"best\",\"v1\"]");
        assertThat(written(Format.CSV, api.getExperiments("demo", "digits")))
                .contains(",0.1,adam,")
                .contains(",best;v1\r\n");
        project.transport.on("experiment/tags", "{\"tags\":[\"a;b\",\"c\"]}");
        api.clearCache();
        assertThat(written(Format.CSV, api.getExperiments("demo", "digits"))).contains(",\"\"\"a;b\"\";c\"\r\n");
        project.transport.on("experiment/tags", "{\"tags\":[]}");
        api.clearCache();
        assertThat(written(Format.JSONL, api.getExperiments("demo", "digits"))).contains("\"tags\":[]");
        assertThat(written(Format.CSV, api.getExperiments("demo", "digits"))).contains(",\r\n");
    }

    @Test
    void what_has_no_form_is_an_error_that_names_it() {
        assertThatThrownBy(() -> written(Format.JSON, Map.of("f", (Runnable) () -> {})))
                .isInstanceOf(NoDataException.class)
                .hasMessageStartingWith("a Runnable has no form as data: give a text");
        assertThatThrownBy(() -> written(Format.JSON, List.of(new byte[3])))
                .isInstanceOf(NoDataException.class)
                .hasMessageStartingWith("3 bytes are not text");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> written(Format.JSON, itself)).hasMessageContaining("does it hold itself?");
    }
}
