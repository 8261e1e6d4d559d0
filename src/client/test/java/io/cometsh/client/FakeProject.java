package io.cometsh.client;

import io.cometsh.cache.CachingTransport;
import io.cometsh.support.FakeTransport;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The project demo/digits on a server that is not there: run {@code i} has the key {@link #key}, the name "run i", the
 * metric loss of i/10 and the parameter lr. Which runs a query finds is up to the test.
 */
final class FakeProject {
    static final URI ROOT = URI.create("https://comet.example/");

    final FakeTransport transport = new FakeTransport();
    final List<String> warnings = new CopyOnWriteArrayList<>();

    FakeProject(int runs) {
        transport.on("workspaces", "{\"workspaceNames\":[\"demo\",\"team-vision\"]}");
        transport.on(
                "projects",
                request -> "demo".equals(request.parameters().get("workspaceName"))
                        ? "{\"projects\":[" + project(runs) + "," + project("faces", 0) + "]}"
                        : "{\"projects\":[]}");
        transport.on("project", request -> {
            if (!"digits".equals(request.parameters().get("projectName"))) {
                throw FakeTransport.refusal(request, 404, "project not found", 0);
            }
            return project(runs);
        });
        transport.on("project/column-names", request -> {
            if (!"digits".equals(request.parameters().get("projectName"))) {
                throw FakeTransport.refusal(request, 404, "project not found", 0);
            }
            return """
                {"columns":[{"name":"loss","type":"double","source":"metrics"},
                 {"name":"val_loss","type":"double","source":"metrics"},
                 {"name":"lr","type":"double","source":"params"},
                 {"name":"opt","type":"string","source":"params"},
                 {"name":"note","type":"string","source":"log_other"},
                 {"name":"strange","type":"string","source":"a_source_of_tomorrow"},
                 {"name":"best","type":"string","source":"tag"}]}""";
        });
        transport.on("experiments", request -> {
            if (!"digits".equals(request.parameters().get("projectName"))) {
                throw FakeTransport.refusal(request, 404, "project not found", 0);
            }
            return "{\"experiments\":" + rows(IntStream.range(0, runs)) + "}";
        });
        transport.on(
                "experiment/metadata",
                request -> row(Integer.parseInt(request.parameters().get("experimentKey"))));
        transport.on(
                "experiment/metrics/summary",
                request -> "{\"values\":[{\"name\":\"loss\",\"valueCurrent\":\""
                        + Integer.parseInt(request.parameters().get("experimentKey")) / 10.0 + "\"}]}");
        transport.on(
                "experiment/parameters",
                "{\"values\":[{\"name\":\"lr\",\"valueCurrent\":\"0.1\"},{\"name\":\"opt\",\"valueCurrent\":\"adam\"}]}");
        transport.on("experiment/log-other", "{\"values\":[{\"name\":\"note\",\"valueCurrent\":\"\"}]}");
        transport.on("experiment/tags", "{\"tags\":[\"best\",\"v1\"]}");
    }

    /** What {@code project/query} finds. */
    FakeProject queryFinds(IntStream runs) {
        String keys = runs.mapToObj(run -> "\"" + key(run) + "\"").collect(Collectors.joining(","));
        transport.on("project/query", "{\"experimentKeys\":[" + keys + "]}");
        return this;
    }

    Api api() {
        return api(options -> options);
    }

    /** An api without the session's cache, so that every read counts. */
    Api api(UnaryOperator<ApiOptions> change) {
        return new Api(
                new CachingTransport(transport, false),
                () -> ROOT,
                change.apply(ApiOptions.defaults().withWarnings(warnings::add)));
    }

    static String key(int run) {
        return String.format(Locale.ROOT, "%032d", run);
    }

    static String rows(IntStream runs) {
        return runs.mapToObj(FakeProject::row).collect(Collectors.joining(",", "[", "]"));
    }

    static String row(int run) {
        return String.format(
                Locale.ROOT,
                "{\"experimentKey\":\"%s\",\"experimentName\":\"run %d\",\"workspaceName\":\"demo\","
                        + "\"projectName\":\"digits\",\"projectId\":\"p-1\",\"archived\":false,\"durationMillis\":1500,"
                        + "\"startTimeMillis\":%d,\"endTimeMillis\":%d,\"running\":false,\"hasCrashed\":false}",
                key(run),
                run,
                1_700_000_000_000L + run,
                1_700_000_001_500L + run);
    }

    private static String project(int runs) {
        return project("digits", runs);
    }

    private static String project(String name, int runs) {
        return "{\"projectId\":\"p-1\",\"projectName\":\"" + name + "\",\"ownerUserName\":\"ann\","
                + "\"projectDescription\":null,\"workspaceName\":\"demo\",\"numberOfExperiments\":" + runs
                + ",\"lastUpdated\":1700000000000,\"public\":false}";
    }
}
