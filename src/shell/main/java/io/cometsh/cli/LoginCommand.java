package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.wire.Account;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.LoginFile;
import io.cometsh.settings.Setting;
import io.cometsh.settings.Settings;
import io.cometsh.settings.SettingsReader;
import io.cometsh.transport.OkHttpTransport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cometsh login}: asks for a key, tries it, and stores it. */
@Command(
        name = "login",
        description = "Asks for an API key, tries it, and stores it in .comet.config (mode 0600).",
        footer = {
            "",
            "Examples:",
            "  cometsh login",
            "  cometsh login --url https://comet.example.com < key.txt",
        })
final class LoginCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Option(names = "--url", paramLabel = "URL", description = "The address of the Comet server.")
    private String url;

    @Option(names = "--stacktrace", description = "Show the whole stack of an error.")
    private boolean stacktrace;

    @Mixin
    private HelpOption help;

    LoginCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PrintStream err = context.err();
        try {
            String key = readKey();
            Settings settings = SettingsReader.read(
                    Arguments.none()
                            .with(Setting.API_KEY, "the key given to cometsh login", key)
                            .with(Setting.URL, "--url", url),
                    context.environment(),
                    context.workingFolder(),
                    context.home());
            Account account = account(settings);
            Path file = LoginFile.store(key, context.environment(), context.workingFolder(), context.home());
            err.println("Logged in at " + settings.serverRoot() + " as " + account.userName()
                    + "; the key is stored in " + file + ".");
            return ExitCode.DONE;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(err, stacktrace).handle(e, null);
        }
    }

    private static Account account(Settings settings) {
        try (Api api = new Api(
                new OkHttpTransport(settings.transportOptions()), settings::serverRoot, ApiOptions.defaults())) {
            return api.getAccountDetails();
        }
    }

    /** Unseen from a terminal; else the first line of standard input. */
    private String readKey() throws IOException {
        if (context.inIsTerminal() && System.console() != null) {
            char[] typed = System.console().readPassword("API key (it is not shown): ");
            return typed == null ? "" : new String(typed).strip();
        }
        String input = new String(context.in().readAllBytes(), StandardCharsets.UTF_8);
        return input.lines().findFirst().orElse("").strip();
    }
}
