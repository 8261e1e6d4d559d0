package io.cometsh.conformance;

import static io.cometsh.conformance.Translator.method;

import io.cometsh.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls that are made in an environment of their own: what we read from it. */
final class SettingsCalls {
    private SettingsCalls() {}

    static Map<String, Translator.Method> all() {
        return Map.ofEntries(
                method("API().get_workspaces", "", g -> g.handles().api("API").getWorkspaces()),
                method(
                        "API().get_default_workspace",
                        "",
                        g -> g.handles().api("API").getDefaultWorkspace()),
                method("API().server_url", "", g -> root(g)),
                method("API().api_key", "", g -> g.handles().settings().requireKey()),
                method(
                        "a = API(); [a.api_key, a.server_url]",
                        "",
                        g -> List.of(g.handles().settings().requireKey(), root(g))),
                method(
                        "a = API(); [a.server_url, a._client.base_url, a._client.alternate_base_url]",
                        "",
                        g -> List.of(root(g), root(g) + "/api/rest/v2/", root(g) + "/clientlib/rest/v2/")),
                method("comet_ml.get_backend_address", "", g -> root(g)),
                method("get_config()['comet.timeout.api']", "", g -> {
                    Duration timeout = g.handles().settings().seconds(Setting.TIMEOUT);
                    return timeout.toSeconds();
                }),
                method(
                        "get_config()['comet.internal.check_tls_certificate']",
                        "",
                        g -> g.handles().settings().flag(Setting.CHECK_CERTIFICATES)));
    }

    /** The recorder wrote its server's address as "stub" everywhere but inside an encoded key. */
    private static String root(Given given) {
        return given.handles().settings().serverRoot().toString().replace("http://127.0.0.1:45871", "http://stub");
    }
}
