package io.cometsh.settings;

import java.nio.file.Path;
import java.util.Map;

/** Where the program keeps what is the user's: by the rules of XDG, and on Windows below {@code %LOCALAPPDATA%}. */
public final class UserFolders {
    private UserFolders() {}

    /**
     * {@code ${XDG_DATA_HOME:-~/.local/share}/cometsh}, or {@code %LOCALAPPDATA%\cometsh}; null when there is no home.
     */
    public static Path data(Map<String, String> environment, Path home) {
        return folder(environment, "XDG_DATA_HOME", home, ".local/share");
    }

    /** The same for histories and journals: {@code ${XDG_STATE_HOME:-~/.local/state}/cometsh}. */
    public static Path state(Map<String, String> environment, Path home) {
        return folder(environment, "XDG_STATE_HOME", home, ".local/state");
    }

    /** The same for what can be made again: {@code ${XDG_CACHE_HOME:-~/.cache}/cometsh}. */
    public static Path cache(Map<String, String> environment, Path home) {
        return folder(environment, "XDG_CACHE_HOME", home, ".cache");
    }

    private static Path folder(Map<String, String> environment, String variable, Path home, String below) {
        Path chosen = absolute(environment.get(variable));
        Path windows = chosen == null ? absolute(environment.get("LOCALAPPDATA")) : chosen;
        Path parent = windows != null ? windows : home == null ? null : home.resolve(below);
        return parent == null ? null : parent.resolve("cometsh");
    }

    /** The XDG rules: a relative path counts as not set. */
    private static Path absolute(String path) {
        return path == null || path.isEmpty() || !Path.of(path).isAbsolute() ? null : Path.of(path);
    }
}
