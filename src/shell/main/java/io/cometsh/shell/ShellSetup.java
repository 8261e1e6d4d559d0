package io.cometsh.shell;

import io.cometsh.completion.CurrentProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a shell shares with the program around it.
 *
 * @param place the project in use, which the helpers of scripts read too
 * @param startup the file that is run before the first prompt; null for none, and it need not exist
 * @param reconnect reads the settings again, and names the new connection in one line
 * @param requests how many requests were sent so far for what the user did
 * @param settle called when an evaluation is over
 * @param sqlNames the tables and columns of SQL, with what each is
 */
public record ShellSetup(
        CurrentProject place,
        Path startup,
        Supplier<String> reconnect,
        LongSupplier requests,
        Runnable settle,
        Supplier<Map<String, String>> sqlNames) {

    /** A place of its own, no file, and settings that stay what they are. */
    public static ShellSetup none() {
        return new ShellSetup(new CurrentProject(), null, () -> null, () -> 0, () -> {}, Map::of);
    }

    /**
     * {@code ${XDG_CONFIG_HOME:-~/.config}/cometsh/startup.groovy}; null when neither the variable nor a home is known.
     * Nothing of the working folder is ever run: it may be anybody's.
     */
    public static Path defaultStartup(Map<String, String> environment, Path home) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // The XDG rules: a relative path counts as not set.
        Path folder = !config.isEmpty() && Path.of(config).isAbsolute()
                ? Path.of(config)
                : home == null ? null : home.resolve(".config");
        return folder == null ? null : folder.resolve("cometsh").resolve("startup.groovy");
    }
}
