package io.cometsh.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.support.TestResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What Comet's own client made of environments and files, and what we make of the same ones. */
class RecordedSettingsTest {
    private static final Pattern KEY_ARGUMENT = Pattern.compile("API\\(api_key='([^']*)'\\)");

    /** Python replaces the key by a login from {@code .netrc}, silently; we send the key that was given. */
    private static final String NETRC = "a .netrc entry for the host replaces the API key by Basic credentials";

    /** Two objects in one program: each call has its own arguments here. */
    private static final String TWO = "address of an earlier smart key does not stick when the setting is given";

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path folder;

    @TestFactory
    Stream<DynamicTest> recorded_settings() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        int number = 0;
        for (JsonNode row : rows()) {
            String call = row.path("call").asText();
            if (!row.has("setup")
                    || call.startsWith("comet_ml.login")
                    || row.path("note").asText().equals(TWO)) {
                continue;
            }
            Path home = folder.resolve("home" + number++);
            tests.add(DynamicTest.dynamicTest(row.path("note").asText() + " #" + number, () -> check(row, home)));
        }
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    private static void check(JsonNode row, Path home) throws IOException {
        Settings settings = settings(row, home);
        String call = row.path("call").asText();
        JsonNode returns = row.path("returns");
        if (call.contains("comet.timeout.api")) {
            checkValue(returns, () -> settings.seconds(Setting.TIMEOUT), Duration.ofSeconds(returns.asLong()));
        } else if (call.contains("check_tls_certificate")) {
            checkValue(returns, () -> settings.flag(Setting.CHECK_CERTIFICATES), returns.asBoolean());
        } else if (call.contains("get_backend_address")) {
            assertThat(settings.serverRoot()).hasToString("https://www.comet.com");
        } else if (row.path("note").asText().equals("address without scheme")) {
            // Python fails in its first request; we fail at once.
            assertThat(catchThrowable(settings::serverRoot))
                    .hasMessageContaining("has no scheme: write https://stub/clientlib/");
        } else if (returns.has("raises") && !call.contains("APIExperiment")) {
            assertThat(catchThrowable(settings::requireKey)).isInstanceOf(MissingKeyException.class);
        } else {
            checkKeyAndAddress(row, settings);
        }
        if (returns.path("raises").asText().equals("at import")) {
            assertThat(settings.problems()).hasSize(1);
        } else {
            assertThat(settings.problems()).isEmpty();
        }
    }

    private static void checkKeyAndAddress(JsonNode row, Settings settings) {
        if (row.path("request").isObject() && !row.path("note").asText().equals(NETRC)) {
            assertThat(settings.requireKey())
                    .isEqualTo(row.path("request")
                            .path("headers")
                            .path("Authorization")
                            .asText());
        }
        String expected = "http://stub";
        if (row.path("note").asText().startsWith("smart key alone")
                || row.path("note").asText().startsWith("smart key without")) {
            // The recording writes the stub's address as "stub" everywhere but inside the encoded key.
            expected = "http://127.0.0.1:45871";
        } else if (row.path("call").asText().contains("alternate_base_url")) {
            expected = "http://stub/comet"; // Python drops the path; we keep it
        } else if (row.path("note").asText().startsWith("HTTP_PROXY")) {
            expected = "http://comet.invalid";
            assertThat(settings.transportOptions().proxies().http()).hasToString("http://stub");
        }
        assertThat(settings.serverRoot()).hasToString(expected);
    }

    private interface Read {
        Object get();
    }

    private static void checkValue(JsonNode returns, Read read, Object expected) {
        if (returns.has("raises")) {
            assertThat(catchThrowable(read::get)).isInstanceOf(SettingsException.class);
        } else {
            assertThat(read.get()).isEqualTo(expected);
        }
    }

    private static Settings settings(JsonNode row, Path home) throws IOException {
        Path work = Files.createDirectories(home.resolve("cwd"));
        for (Map.Entry<String, JsonNode> file : row.path("setup").path("files").properties()) {
            Path path = home.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().asText());
        }
        Map<String, String> environment = new HashMap<>();
        row.path("setup")
                .path("env")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), variable.getValue().asText().replace("$HOME", home.toString())));
        Arguments arguments = Arguments.none();
        Matcher argument = KEY_ARGUMENT.matcher(row.path("call").asText());
        if (argument.find()) {
            arguments = arguments.with(Setting.API_KEY, "apiKey", argument.group(1));
        }
        return SettingsReader.read(arguments, environment, work, home);
    }

    private static List<JsonNode> rows() {
        return TestResources.objects("/recorded/reads.jsonl").stream()
                .filter(row -> row.path("group").asText().equals("config"))
                .toList();
    }
}
