package io.cometsh.settings;

import java.util.Locale;

/** A setting, by the name of its environment variable. Files use the same name, see {@link ConfigFile}. */
public enum Setting {
    API_KEY("COMET_API_KEY", null, true),
    /** A command whose first line of output is the key; asked only when a key is needed. */
    API_KEY_COMMAND("COMET_API_KEY_COMMAND", null, false),
    URL("COMET_URL_OVERRIDE", "https://www.comet.com/clientlib/", false),
    WORKSPACE("COMET_WORKSPACE", null, false),
    PROJECT("COMET_PROJECT_NAME", "general", false),
    /** Seconds for connecting and for each read. */
    TIMEOUT("COMET_TIMEOUT_API", "10", false),
    /** Seconds, for assets and models. */
    DOWNLOAD_TIMEOUT("COMET_TIMEOUT_FILE_DOWNLOAD", "600", false),
    /** Seconds for one whole download. */
    ASSET_DOWNLOAD_TIMEOUT("COMET_TIMEOUT_ASSET_DOWNLOAD", "10800", false),
    RETRIES("COMET_HTTP_SESSION_RETRY_TOTAL", "3", false),
    /** Seconds. */
    BACKOFF_FACTOR("COMET_HTTP_SESSION_RETRY_BACKOFF_FACTOR", "2", false),
    /** How many requests may begin within an hour; 0 for any number. Comet's own service has a documented limit. */
    REQUESTS_PER_HOUR("COMET_REQUESTS_PER_HOUR", null, false),
    HEADER_NAME("COMET_ALLOW_HEADER_NAME", null, false),
    HEADER_VALUE("COMET_ALLOW_HEADER_VALUE", null, true),
    CHECK_CERTIFICATES("COMET_INTERNAL_CHECK_TLS_CERTIFICATE", "true", false),
    CA_BUNDLE("COMET_INCLUDE_CUSTOM_CA_BUNDLE", null, false),
    MINIMAL_SERVER_VERSION("COMET_REST_V2_MINIMAL_BACKEND_VERSION", "1.2.78", false),
    HTTP_PROXY("HTTP_PROXY", null, true),
    HTTPS_PROXY("HTTPS_PROXY", null, true),
    NO_PROXY("NO_PROXY", null, false);

    private final String variable;
    private final String byDefault;
    private final boolean secret;

    Setting(String variable, String byDefault, boolean secret) {
        this.variable = variable;
        this.byDefault = byDefault;
        this.secret = secret;
    }

    /** The environment variable. */
    public String variable() {
        return variable;
    }

    /** The value when nobody gives one; null when there is none. */
    public String byDefault() {
        return byDefault;
    }

    /** Whether the value is shown as {@code <hidden>}; a proxy's address may hold a password. */
    public boolean isSecret() {
        return secret;
    }

    /** Proxies are every program's, not Comet's: only the environment has them, in capitals or not. */
    boolean isProxy() {
        return this == HTTP_PROXY || this == HTTPS_PROXY || this == NO_PROXY;
    }

    /** Whether it decides where the key goes, or who could read it on the way. */
    boolean isKeysWay() {
        return this == URL
                || this == CA_BUNDLE
                || this == CHECK_CERTIFICATES
                || this == HEADER_NAME
                || this == HEADER_VALUE;
    }

    String lowerCaseVariable() {
        return variable.toLowerCase(Locale.ROOT);
    }
}
