package io.cometsh.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.cache.CachingTransport;
import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.PanelContext;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.Setting;
import io.cometsh.settings.Settings;
import io.cometsh.settings.SettingsReader;
import io.cometsh.support.FakePacing;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Proxies;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes our call for a recorded one, against the recorded replies, and reports the differences. */
final class Player implements AutoCloseable {
    private static final Pattern KEY_ARGUMENT = Pattern.compile("API\\(api_key='([^']*)'\\)");

    /** Every line of this group was recorded on one api whose answers stay in memory. */
    private static final String ONE_API = "cache";

    private final List<Recorded> all;
    private final Path work;
    private final Stage stage = new Stage();
    private final ReplayServer server;
    private final Transport shared;
    private int calls;
    private Replay played;
    private Handles cacheHandles;

    private Player(List<Recorded> all, Path work, boolean http, UnaryOperator<Transport> around) {
        this.all = all;
        this.work = work;
        server = http ? new ReplayServer(stage) : null;
        shared = http ? new OkHttpTransport(options("TESTKEY")) : around.apply(new InProcess(stage::playing));
        giveFiles();
    }

    /** Over HTTP, the calls in their order. */
    static Player overHttp(List<Recorded> all, Path work) {
        return new Player(all, work, true, UnaryOperator.identity());
    }

    /** Without a network and in any order: each call has an api of its own. */
    static Player inProcess(List<Recorded> all, Path work) {
        return inProcess(all, work, UnaryOperator.identity());
    }

    /** With another transport around the one that answers. */
    static Player inProcess(List<Recorded> all, Path work, UnaryOperator<Transport> around) {
        return new Player(all, work, false, around);
    }

    private TransportOptions options(String key) {
        return TransportOptions.of(URI.create(Recorded.ADDRESS), key)
                .withProxies(new Proxies(server.proxy(), null, List.of()))
                .withPacing(new FakePacing());
    }

    Outcome play(Recorded recorded) {
        Python.Call call = Python.call(recorded.call());
        Translator.Method method = Translator.method(call).orElse(null);
        if (method == null) {
            return Outcome.UNMADE;
        }
        Path folder = work.resolve("call" + calls++);
        Handles handles = handles(recorded, folder);
        Replay replay = new Replay(recorded, background(recorded));
        played = replay;
        try {
            prepare(recorded, handles);
            stage.play(replay);
            String gives;
            try {
                Object ours = method.call().make(new Given(handles, folder, call, Translator.arguments(call, method)));
                gives = Result.difference(ours, recorded, downloads(folder));
            } catch (NoSuchCall e) {
                return Outcome.UNMADE;
            } catch (Exception e) {
                gives = Raised.difference(e, recorded);
            }
            return new Outcome(true, replay.difference(), gives);
        } finally {
            if (handles != cacheHandles) {
                handles.close();
            }
        }
    }

    /** What the last call was answered, and what it asked. */
    Replay played() {
        return played;
    }

    /** What the recorder had done on the same handle before, where the call looks at it. */
    private void prepare(Recorded recorded, Handles handles) {
        if (recorded.group().equals("operation")
                && List.of("exp.archived", "exp.url").contains(recorded.call())) {
            handles.experiment("exp");
            stage.play(new Replay(
                    all.stream()
                            .filter(one -> one.group().equals("operation")
                                    && one.call().equals("exp.archive()"))
                            .findFirst()
                            .orElseThrow(),
                    any -> null));
            handles.experiment("exp").archive();
        } else if (recorded.note().endsWith(": 1 read")) {
            // Before each of its pairs the recorder emptied the cache.
            handles.api().clearCache();
        } else if (recorded.call().startsWith("exp.") || recorded.call().startsWith("unnamed.")) {
            handles.experiment(recorded.call().replaceFirst("\\..*", ""));
        }
    }

    /** The files that the recorder had in its folder. */
    private void giveFiles() {
        try {
            Path files = Files.createDirectories(files(work.resolve("any")));
            Files.writeString(files.resolve("script.py"), "print(2)\n");
            Files.writeString(files.resolve("data.txt"), "hello\n");
            Files.writeString(files.resolve("table.csv"), "a,b\n1,2\n");
            Files.write(files.resolve("red.png"), new byte[73]);
            Files.write(files.resolve("pic.png"), new byte[1]);
            Files.write(files.resolve("clip.mp4"), new byte[32]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path files(Path folder) {
        return folder.resolveSibling("files");
    }

    static Path downloads(Path folder) {
        return folder.resolve("downloads");
    }

    private Handles handles(Recorded recorded, Path folder) {
        if (recorded.group().equals(ONE_API) && server != null) {
            if (cacheHandles == null) {
                cacheHandles = new Handles(stage, all, recorded.source(), null, name -> api(name, recorded, null));
            }
            return cacheHandles;
        }
        Settings settings = recorded.setup().isMissingNode() ? null : settings(recorded, folder.resolve("home"));
        return new Handles(stage, all, recorded.source(), settings, name -> api(name, recorded, settings));
    }

    private Api api(String name, Recorded recorded, Settings settings) {
        Transport transport;
        if (server == null) {
            transport = shared;
        } else if (settings != null) {
            transport = new OkHttpTransport(options(settings.requireKey()));
        } else if (recorded.group().equals("error")) {
            transport = new OkHttpTransport(
                    switch (name) {
                        case "once" -> options("TESTKEY").withRetries(0);
                        case "slow" -> options("TESTKEY").withRetries(1).withTimeout(Duration.ofMillis(50));
                        default -> options("TESTKEY");
                    });
        } else {
            transport = new LeftOpen(shared);
        }
        return new Api(
                new CachingTransport(transport, !name.equals("plain")),
                () -> URI.create(Recorded.ADDRESS),
                ApiOptions.defaults().withWarnings(warning -> {}).withPanel(() -> panel(recorded)));
    }

    /** The settings that the recorder had, by its notes. */
    private static PanelContext panel(Recorded recorded) {
        return switch (recorded.note()) {
            case "COMET_WORKSPACE=acme COMET_PROJECT_NAME=vision" -> PanelContext.of("acme", "vision");
            case "COMET_WORKSPACE and COMET_PROJECT_NAME set" -> PanelContext.of("demo-ws", "vision");
            default -> PanelContext.none();
        };
    }

    private static Settings settings(Recorded recorded, Path home) {
        try {
            Path current = Files.createDirectories(home.resolve("cwd"));
            for (Map.Entry<String, JsonNode> file :
                    recorded.setup().path("files").properties()) {
                Path path = home.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue().asText());
            }
            Map<String, String> environment = new HashMap<>();
            recorded.setup()
                    .path("env")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText().replace("$HOME", home.toString())));
            Arguments arguments = Arguments.none();
            Matcher argument = KEY_ARGUMENT.matcher(recorded.call());
            if (argument.find()) {
                arguments = arguments.with(Setting.API_KEY, "apiKey", argument.group(1));
            }
            return SettingsReader.read(arguments, environment, current, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Some replies are recorded at another call: of most queries the recording has only the question itself, what our
     * cache sends again was answered before, and where something is missing we ask what there is.
     */
    private Function<JsonNode, Reply> background(Recorded recorded) {
        return request -> {
            if (recorded.note().contains("server 3.5.41")
                    && request.get("path").asText().endsWith("/isAlive/ver")) {
                return all.stream()
                        .filter(one -> one.note().equals("on a server that says 3.5.41"))
                        .findFirst()
                        .orElseThrow()
                        .exchanges()
                        .get(0)
                        .reply();
            }
            List<Recorded> earlier = all.stream()
                    .filter(one -> one.group().equals(ONE_API)
                            && recorded.group().equals(ONE_API)
                            && one.firstLine() < recorded.firstLine())
                    .toList();
            for (int i = earlier.size() - 1; i >= 0; i--) {
                Reply reply = reply(earlier.get(i), request);
                if (reply != null) {
                    return reply;
                }
            }
            return all.stream()
                    .filter(one -> one.source().equals(recorded.source()))
                    .map(one -> reply(one, request))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(() -> toAnyQuery(recorded, request));
        };
    }

    private static Reply reply(Recorded recorded, JsonNode request) {
        return recorded.exchanges().stream()
                .filter(exchange -> exchange.reply().status() == 200 && Replay.same(request, exchange.request()))
                .map(Recorded.Exchange::reply)
                .findFirst()
                .orElse(null);
    }

    /** A query that is asked in another form finds what the recorder's server found for every one. */
    private Reply toAnyQuery(Recorded recorded, JsonNode request) {
        return all.stream()
                .filter(one -> one.group().equals("query") && recorded.group().equals("query"))
                .flatMap(one -> one.exchanges().stream())
                .filter(exchange -> request.get("method").asText().equals("POST")
                        && exchange.request().get("path").equals(request.get("path")))
                .map(Recorded.Exchange::reply)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        if (cacheHandles != null) {
            cacheHandles.close();
        }
        shared.close();
        if (server != null) {
            server.close();
        }
    }

    /** One transport serves many apis; the first that is closed must not close it for the others. */
    private record LeftOpen(Transport shared) implements Transport {
        @Override
        public ApiReply send(ApiRequest request) {
            return shared.send(request);
        }

        @Override
        public ApiStream open(ApiRequest request) {
            return shared.open(request);
        }
    }
}
