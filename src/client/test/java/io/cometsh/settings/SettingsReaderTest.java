package io.cometsh.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    private static final String KEY = "abcdefghSECRETKEY12345678";

    private final Map<String, String> environment = new HashMap<>();
    private Arguments arguments = Arguments.none();

    @TempDir
    Path folder;

    private Path work;
    private Path home;

    @BeforeEach
    void folders() throws IOException {
        work = Files.createDirectories(folder.resolve("work"));
        home = Files.createDirectories(folder.resolve("my home"));
    }

    private Settings read() {
        return SettingsReader.read(arguments, environment, work, home);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    @Test
    void tells_where_each_setting_comes_from() throws IOException {
        arguments = arguments.with(Setting.URL, "--url", "https://comet.acme.org/clientlib/");
        environment.put("COMET_API_KEY", KEY);
        write(work.resolve(".env"), "COMET_WORKSPACE=acme\n");
        write(home.resolve(".comet.config"), "[comet]\nproject_name = vision\n");
        Settings settings = read();
        assertThat(settings.origin(Setting.URL)).hasToString("argument --url");
        assertThat(settings.origin(Setting.API_KEY)).hasToString("environment variable COMET_API_KEY");
        assertThat(settings.origin(Setting.WORKSPACE)).hasToString("file " + work.resolve(".env"));
        assertThat(settings.origin(Setting.PROJECT)).hasToString("file " + home.resolve(".comet.config"));
        assertThat(settings.origin(Setting.TIMEOUT)).hasToString("default");
        assertThat(settings.workspace()).contains("acme");
        assertThat(settings.project()).isEqualTo("vision");
        assertThat(settings.serverRoot()).hasToString("https://comet.acme.org");
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "COMET_URL_OVERRIDE, https://evil.example/clientlib/, --url",
        "COMET_INCLUDE_CUSTOM_CA_BUNDLE, evil.pem, in the environment",
        "COMET_INTERNAL_CHECK_TLS_CERTIFICATE, false, in the environment",
        "COMET_ALLOW_HEADER_NAME, X-Evil, in the environment",
        "COMET_ALLOW_HEADER_VALUE, evil-value, in the environment",
    })
    void a_file_of_the_working_folder_does_not_decide_where_a_key_of_another_source_goes(
            String name, String value, String advice) throws IOException {
        write(work.resolve(".env"), name + "=" + value + "\n");
        environment.put("COMET_API_KEY", KEY);
        refused(work.resolve(".env"), name, "environment variable COMET_API_KEY", advice);

        environment.clear();
        write(home.resolve(".comet.config"), "[comet]\napi_key = " + KEY + "\n");
        refused(work.resolve(".env"), name, "file " + home.resolve(".comet.config"), advice);

        Files.delete(work.resolve(".env"));
        write(work.resolve(".comet.config"), "[comet]\n" + name.substring("COMET_".length()) + " = " + value + "\n");
        refused(work.resolve(".comet.config"), name, "file " + home.resolve(".comet.config"), advice);
        environment.put("COMET_API_KEY_COMMAND", "echo " + KEY);
        refused(work.resolve(".comet.config"), name, "the command of environment variable", advice);
    }

    private void refused(Path file, String name, String key, String advice) {
        assertThat(read().advice()).anyMatch(text -> text.contains(file + " sets " + name));
        assertThatThrownBy(() -> read().transportOptions())
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("the file " + file + " sets " + name, "the API key is from " + key, advice)
                .message()
                .doesNotContain(KEY);
    }

    @Test
    void a_file_of_the_working_folder_decides_for_a_key_of_its_own_or_of_the_command_line() throws IOException {
        write(work.resolve(".env"), "COMET_API_KEY=" + KEY + "\nCOMET_URL_OVERRIDE=https://own.example\n");
        assertThat(read().transportOptions().root()).hasToString("https://own.example");

        write(work.resolve(".env"), "COMET_URL_OVERRIDE=https://own.example\n");
        write(work.resolve("key"), KEY);
        arguments = arguments.withKeyFile(Path.of("key"));
        assertThat(read().transportOptions().root()).hasToString("https://own.example");
    }

    @Test
    void a_file_of_the_working_folder_may_repeat_a_value() throws IOException {
        write(
                home.resolve(".comet.config"),
                "[comet]\napi_key = " + KEY + "\nurl_override = https://comet.acme.org/clientlib/\n");
        write(
                work.resolve(".env"),
                "COMET_URL_OVERRIDE=https://comet.acme.org\nCOMET_INTERNAL_CHECK_TLS_CERTIFICATE=1\n");
        assertThat(read().transportOptions().root()).hasToString("https://comet.acme.org");

        Files.delete(home.resolve(".comet.config"));
        environment.put("COMET_API_KEY", KEY);
        write(work.resolve(".env"), "COMET_URL_OVERRIDE=https://www.comet.com/clientlib/\nCOMET_WORKSPACE=w\n");
        assertThat(read().transportOptions().root()).hasToString("https://www.comet.com");
    }

    @Test
    void finds_the_key_in_a_text_and_the_part_of_a_smart_key_that_is_one() {
        environment.put(
                "COMET_API_KEY", KEY + "*" + Base64.getEncoder().encodeToString("{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(read().isKeyIn("x = '" + KEY + "'")).isTrue();
        assertThat(read().isKeyIn("x = '" + KEY.substring(1) + "'")).isFalse();
    }

    @Test
    void the_bundle_of_other_programs_is_taken_when_comets_own_is_not_set() throws IOException {
        environment.put("COMET_API_KEY", KEY);
        environment.put("SSL_CERT_FILE", "/etc/ssl.pem");
        assertThat(read().transportOptions().caBundle()).hasToString("/etc/ssl.pem");
        environment.put("REQUESTS_CA_BUNDLE", "/etc/requests.pem");
        assertThat(read().transportOptions().caBundle()).hasToString("/etc/requests.pem");
        assertThat(read().origin(Setting.CA_BUNDLE)).hasToString("environment variable REQUESTS_CA_BUNDLE");
        write(home.resolve(".comet.config"), "[comet]\ninclude_custom_ca_bundle = /etc/own.pem\n");
        assertThat(read().transportOptions().caBundle()).hasToString("/etc/own.pem");
    }

    @Test
    void a_byte_order_mark_is_not_part_of_a_key_or_a_name() throws IOException {
        write(work.resolve("key"), "\uFEFF" + KEY + "\n");
        write(work.resolve(".env"), "\uFEFFCOMET_WORKSPACE=acme\n");
        write(home.resolve(".comet.config"), "\uFEFF[comet]\nproject_name = vision\n");
        arguments = arguments.withKeyFile(Path.of("key"));
        assertThat(read().requireKey()).isEqualTo(KEY);
        assertThat(read().workspace()).contains("acme");
        assertThat(read().project()).isEqualTo("vision");
    }

    @Test
    void in_the_home_folder_its_files_are_the_users_own() throws IOException {
        write(home.resolve(".env"), "COMET_URL_OVERRIDE=https://own.example\n");
        environment.put("COMET_API_KEY", KEY);
        work = home;
        assertThat(read().transportOptions().root()).hasToString("https://own.example");
    }

    @Test
    void shows_secrets_as_hidden_and_the_rest_as_it_is() {
        environment.put("COMET_API_KEY", KEY);
        environment.put("COMET_ALLOW_HEADER_VALUE", "letmein-please");
        environment.put("HTTPS_PROXY", "http://ann:pa55word@proxy:3128");
        environment.put("COMET_WORKSPACE", "acme");
        Settings settings = read();
        assertThat(settings.rows())
                .contains(new Settings.SettingRow("COMET_API_KEY", "<hidden>", "environment variable COMET_API_KEY"))
                .contains(new Settings.SettingRow("COMET_WORKSPACE", "acme", "environment variable COMET_WORKSPACE"))
                .contains(new Settings.SettingRow("COMET_ALLOW_HEADER_NAME", "", "default"));
        assertThat(settings + " " + settings.transportOptions()).doesNotContain(KEY, "letmein-please", "pa55word");
    }

    @Test
    void without_a_key_names_the_three_ways_to_give_one_and_local() {
        assertThat(catchThrowable(() -> read().requireKey()))
                .isInstanceOf(MissingKeyException.class)
                .hasMessage(
                        "there is no API key\nGive one with COMET_API_KEY, \"cometsh login\" (stored in .comet.config)"
                                + " or --api-key-file; or use --local, which needs none.");
        assertThat(read().hasKey()).isFalse();
    }

    @Test
    void an_empty_variable_hides_the_file_and_a_notice_reports_it() throws IOException {
        environment.put("COMET_API_KEY", "");
        write(home.resolve(".comet.config"), "[comet]\napi_key=" + KEY + "\n");
        assertThat(catchThrowable(() -> read().requireKey()))
                .hasMessageStartingWith("the API key from environment variable COMET_API_KEY is empty\n");
    }

    @Test
    void reads_the_key_from_a_file_before_the_environment() throws IOException {
        environment.put("COMET_API_KEY", "other");
        write(folder.resolve("key.txt"), "\n  " + KEY + "  \n");
        arguments = arguments.withKeyFile(folder.resolve("key.txt"));
        assertThat(read().requireKey()).isEqualTo(KEY);
        assertThat(read().origin(Setting.API_KEY)).hasToString("file " + folder.resolve("key.txt"));
    }

    @Test
    void names_a_key_file_that_is_not_there() {
        environment.put("COMET_API_KEY", KEY);
        arguments = arguments.withKeyFile(Path.of("nowhere"));
        assertThat(catchThrowable(() -> read().requireKey()))
                .isInstanceOf(MissingKeyException.class)
                .hasMessageStartingWith(
                        "the API key is unknown: " + work.resolve("nowhere") + ": this key file is not there\n");
    }

    @Test
    void a_broken_file_blocks_only_settings_that_it_could_contain() throws IOException {
        write(home.resolve(".comet.config"), "[comet]\n" + KEY + "\n");
        Settings settings = read();
        String problem = home.resolve(".comet.config") + ", line 2: this is neither [section] nor name = value";
        assertThat(settings.problems()).singleElement().hasToString(problem);
        assertThat(settings.warnings()).containsExactly(problem + " (the file is left out)");
        assertThat(catchThrowable(settings::requireKey)).isInstanceOf(MissingKeyException.class);
        assertThat(catchThrowable(settings::requireKey))
                .hasMessageContaining(problem)
                .message()
                .doesNotContain(KEY);
        assertThat(catchThrowable(settings::serverRoot)).hasMessageContaining(problem);
        assertThat(settings.transportOptions(URI.create("http://127.0.0.1:1"), "local")
                        .retries())
                .isEqualTo(3);
    }

    @Test
    void a_broken_file_stops_nothing_that_was_found_before_it() throws IOException {
        write(home.resolve(".comet.config"), "[comet\n");
        environment.put("COMET_API_KEY", KEY);
        environment.put("COMET_URL_OVERRIDE", "https://host");
        assertThat(read().transportOptions().apiKey()).isEqualTo(KEY);
        assertThat(read().warnings()).hasSize(1);
    }

    @Test
    void never_sends_the_key_to_comet_when_a_broken_file_may_name_another_server() throws IOException {
        write(home.resolve(".comet.config"), "[comet\nurl_override=https://own.server\n");
        environment.put("COMET_API_KEY", KEY);
        assertThat(catchThrowable(() -> read().transportOptions()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("the server's address is unknown: ");
    }

    @Test
    void reports_that_the_named_file_is_missing() {
        environment.put("COMET_CONFIG", "~/nothing.ini");
        assertThat(read().problems())
                .singleElement()
                .hasToString(home.resolve("nothing.ini") + ": it is named by the environment and not there");
    }

    @Test
    void refuses_a_binary_file_and_one_that_is_too_large() throws IOException {
        Files.write(work.resolve(".env"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        Files.write(work.resolve(".comet.config"), new byte[(1 << 20) + 1]);
        assertThat(read().problems())
                .extracting(FileProblem::reason)
                .containsExactly("this is not UTF-8 text", "this is too large for a file of settings");
    }

    @Test
    void works_without_a_home() {
        environment.put("COMET_API_KEY", KEY);
        assertThat(SettingsReader.read(arguments, environment, work, null).requireKey())
                .isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcd efgh", "abcd\nefgh", "schlüssel"})
    void refuses_a_key_with_characters_that_no_key_has(String key) {
        environment.put("COMET_API_KEY", key);
        assertThat(catchThrowable(() -> read().requireKey()))
                .isInstanceOf(MissingKeyException.class)
                .hasMessageContaining("copy it again")
                .hasMessageNotContaining(key);
    }

    @Test
    void warns_when_a_smart_key_belongs_to_another_server() {
        environment.put("COMET_API_KEY", smart("{\"baseUrl\":\"https://a.org\"}"));
        environment.put("COMET_URL_OVERRIDE", "https://b.org/clientlib/");
        assertThat(read().serverRoot()).hasToString("https://b.org");
        assertThat(read().warnings())
                .containsExactly("the API key belongs to https://a.org,"
                        + " but environment variable COMET_URL_OVERRIDE sets https://b.org, which is used");
    }

    @Test
    void does_not_warn_when_a_smart_key_agrees() {
        environment.put("COMET_API_KEY", smart("{\"baseUrl\":\"https://a.org/\"}"));
        assertThat(read().origin(Setting.URL)).hasToString("the API key from environment variable COMET_API_KEY");
        environment.put("COMET_URL_OVERRIDE", "https://a.org/clientlib/");
        assertThat(read().warnings()).isEmpty();
    }

    private static String smart(String json) {
        return KEY + "*" + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void makes_the_transports_options() {
        environment.put("COMET_API_KEY", KEY);
        environment.put("COMET_URL_OVERRIDE", "https://host:8443/comet/clientlib/");
        environment.put("COMET_TIMEOUT_API", "2.5");
        environment.put("COMET_HTTP_SESSION_RETRY_TOTAL", "0");
        environment.put("COMET_HTTP_SESSION_RETRY_BACKOFF_FACTOR", "1");
        environment.put("COMET_ALLOW_HEADER_NAME", "X-Allow");
        environment.put("COMET_ALLOW_HEADER_VALUE", "yes");
        environment.put("COMET_INTERNAL_CHECK_TLS_CERTIFICATE", "off");
        environment.put("COMET_INCLUDE_CUSTOM_CA_BUNDLE", "/etc/ca.pem");
        environment.put("https_proxy", "proxy:3128");
        environment.put("HTTPS_PROXY", "http://shouting:1");
        environment.put("NO_PROXY", "a.org, .b.org");
        TransportOptions options = read().transportOptions();
        assertThat(options.root()).hasToString("https://host:8443/comet");
        assertThat(options.keySource()).isEqualTo("environment variable COMET_API_KEY");
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(options.readTimeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(options.retries()).isZero();
        assertThat(options.backoffFactorSeconds()).isEqualTo(1);
        assertThat(options.extraHeaders()).containsExactlyEntriesOf(Map.of("X-Allow", "yes"));
        assertThat(options.checkCertificates()).isFalse();
        assertThat(options.caBundle()).isEqualTo(Path.of("/etc/ca.pem"));
        assertThat(options.proxies().https()).hasToString("http://proxy:3128");
        assertThat(options.proxies().http()).isNull();
        assertThat(options.proxies().exceptions()).containsExactly("a.org", ".b.org");
    }

    @Test
    void adds_the_extra_header_only_when_both_halves_are_there() {
        environment.put("COMET_API_KEY", KEY);
        environment.put("COMET_ALLOW_HEADER_NAME", "X-Allow");
        assertThat(read().transportOptions().extraHeaders()).isEmpty();
    }

    @Test
    void does_not_take_a_proxy_from_a_file() throws IOException {
        write(work.resolve(".env"), "HTTPS_PROXY=http://proxy:1\nCOMET_API_KEY=" + KEY + "\n");
        assertThat(read().transportOptions().proxies().https()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "COMET_TIMEOUT_API, abc, must be a number",
        "COMET_TIMEOUT_API, 0, must be a number of seconds above 0",
        "COMET_TIMEOUT_API, NaN, must be a number of seconds above 0",
        "COMET_HTTP_SESSION_RETRY_TOTAL, 1.5, must be a whole number from 0",
        "COMET_HTTP_SESSION_RETRY_TOTAL, -1, must be a whole number from 0",
        "COMET_HTTP_SESSION_RETRY_BACKOFF_FACTOR, -1, must be a number of seconds from 0",
        "COMET_INTERNAL_CHECK_TLS_CERTIFICATE, maybe, must be true or false",
    })
    void names_the_setting_with_a_bad_value_and_its_origin(String name, String value, String rule) {
        environment.put("COMET_API_KEY", KEY);
        environment.put(name, value);
        assertThat(catchThrowable(() -> read().transportOptions()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(name + " " + rule + ", not \"" + value + "\" (environment variable " + name + ")");
    }

    @Test
    void does_not_show_the_password_of_a_bad_proxy() {
        environment.put("COMET_API_KEY", KEY);
        environment.put("HTTP_PROXY", "ftp://ann:pa55word@proxy");
        assertThat(catchThrowable(() -> read().transportOptions()))
                .hasMessage("HTTP_PROXY (environment variable HTTP_PROXY) must be a proxy's address,"
                        + " as in http://proxy:3128");
    }

    @ParameterizedTest
    @CsvSource({
        "host/clientlib, has no scheme: write https://host/clientlib",
        "ftp://host, must begin with http:// or https://",
        "https:///path, names no host and port",
        "https://ho st, is not an address",
    })
    void explains_what_is_wrong_with_an_address(String address, String words) {
        environment.put("COMET_URL_OVERRIDE", address);
        assertThat(catchThrowable(() -> read().serverRoot()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("COMET_URL_OVERRIDE (environment variable COMET_URL_OVERRIDE): ")
                .hasMessageContaining(words);
    }

    @Test
    void keeps_the_limit_that_comet_documents_for_its_own_service_and_no_other() {
        environment.put("COMET_API_KEY", KEY);
        assertThat(read().transportOptions().requestsPerHour()).isEqualTo(15_000);
        environment.put("COMET_URL_OVERRIDE", "https://comet.acme.org/clientlib/");
        assertThat(read().transportOptions().requestsPerHour()).isZero();
        environment.put("COMET_REQUESTS_PER_HOUR", "600");
        assertThat(read().transportOptions().requestsPerHour()).isEqualTo(600);
        environment.put("COMET_REQUESTS_PER_HOUR", "-1");
        assertThat(catchThrowable(() -> read().transportOptions()))
                .hasMessage("COMET_REQUESTS_PER_HOUR must be a whole number from 0, for no limit, to 10,000,000, not"
                        + " \"-1\" (environment variable COMET_REQUESTS_PER_HOUR)");
    }
}
