package io.cometsh.cli;

import io.cometsh.completion.CurrentProject;
import io.cometsh.files.OwnerOnly;
import io.cometsh.lang.ScriptCache;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.ScriptRunner;
import io.cometsh.lang.ScriptText;
import io.cometsh.lang.Session;
import io.cometsh.shell.SecretLines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh} itself: the shell, a script file, code on the command line, or a script on standard input. */
@Command(
        name = "cometsh",
        versionProvider = VersionText.class,
        customSynopsis = {
            "cometsh [OPTIONS]                       the shell, or a script on standard input",
            "       cometsh [OPTIONS] FILE.groovy [ARG...]  runs a script with args",
            "       cometsh [OPTIONS] -e CODE [ARG...]      evaluates CODE and prints its value",
            "       cometsh COMMAND --help                  one of the commands below",
        },
        description = {
            "Explore, automate and export Comet experiments.",
            "With -f, -o or --columns, the last value of a script file is written, unless the script prints its result."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the script failed; diff: something differs; check: a bound is broken",
            "2:wrong usage, or code that does not compile",
            "3:no key, or not allowed",
            "4:not found",
            "5:the server cannot be reached, or failed",
            "6:partial result: standard error lists what is missing",
            "7:diff or check could not compare",
            "124:a watch timed out",
            "127:there is no usable Java",
            "130:interrupted",
            "141:the reader closed the pipe",
            "143:terminated"
        },
        footer = {
            "",
            "Examples:",
            "  cometsh --local",
            "  cometsh --local -e 'api.query(\"demo\", \"digits\", Metric(\"accuracy\") > 0.9)' -f csv > best.csv",
        })
final class CometshCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final ProcessContext process;

    @Mixin
    private final GlobalOptions options;

    @Option(
            names = "-e",
            paramLabel = "CODE",
            description = "Evaluate CODE; several run in one session, and the value of the last is printed.")
    private List<String> code = List.of();

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "FILE ARG", hidden = true)
    private List<String> arguments = List.of();

    CometshCommand(ProcessContext process, GlobalOptions options) {
        this.process = process;
        this.options = options;
    }

    /** A command line that was read without picocli. */
    CometshCommand(ProcessContext process, GlobalOptions options, List<String> code, List<String> arguments) {
        this(process, options);
        this.code = code;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        return new Invocation(options, process, scriptName()).writing(this::run);
    }

    private int run(ApiConnection connection, Output output) throws IOException {
        if (code.isEmpty() && arguments.isEmpty() && process.inIsTerminal()) {
            return new ShellLauncher(process, options).run(connection);
        }
        CountedStream counted = new CountedStream(output.stream());
        PrintStream out = isWanted() ? counted.stream() : output.stream();
        ScriptContext context = context(connection, out);
        ScriptThreads threads = ScriptThreads.fromHere();
        if (code.isEmpty()) {
            List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
            String script = script();
            Object value = new ScriptRunner(context, cache()).run(script, scriptName(), rest);
            threads.await();
            if (isWanted()) {
                showOfScript(value, out, counted);
            }
        } else {
            show(evaluate(context), out);
            out.flush();
            threads.await();
        }
        if (options.output != null && !counted.isUsed()) {
            throw new UsageException("nothing to write to " + options.output + ": " + scriptName()
                    + " printed nothing and its last value is null");
        }
        return ExitCode.DONE;
    }

    /** Whether a file or a form of the result is asked for. */
    private boolean isWanted() {
        return options.output != null
                || options.format != null
                || options.excel
                || !options.columns().isEmpty();
    }

    /** The last value of a script file is its result unless the script prints one itself. */
    private void showOfScript(Object value, PrintStream out, CountedStream counted) throws IOException {
        if (!counted.isUsed()) {
            show(value, out);
        } else if (options.format != null) {
            throw new UsageException("-f " + options.format + " is for a script's last value, and " + scriptName()
                    + " prints its result itself: leave -f off, or print with " + options.format + "(value)");
        }
    }

    private void show(Object value, PrintStream out) throws IOException {
        if (PictureOutput.isWanted(options.output) && !(value instanceof byte[])) {
            new PictureOutput(options.output, out).write(value);
        } else {
            ResultPrinter.of(out, options, process).print(value);
        }
    }

    private Object evaluate(ScriptContext context) {
        if (code.size() == 1) {
            return new ScriptRunner(context, cache()).run(code.get(0), scriptName(), arguments);
        }
        Session session = Session.scripted(context.variable("args", arguments.toArray(String[]::new)));
        Object value = null;
        for (String part : code) {
            value = session.evaluate(part);
        }
        return value;
    }

    /** Code that is in no file may be there for the sake of a secret in it, which then stays out of the cache's files too. */
    private ScriptCache cache() {
        if ("off".equals(process.environment().get("COMETSH_CDS"))
                || !ScriptClasspath.of(options, process).isEmpty()) {
            return ScriptCache.NONE;
        }
        return ProgramFolders.cache(process)
                .map(folder -> folder.resolve("scripts"))
                .map(scripts -> ScriptCache.in(
                        scripts,
                        code -> isFile() || !SecretLines.seemsSecret(code),
                        OwnerOnly::isOwn,
                        OwnerOnly.folder(scripts)))
                .orElse(ScriptCache.NONE);
    }

    private String script() throws IOException {
        String file = file();
        if (STANDARD_INPUT.equals(file)) {
            return ScriptText.decode(process.in().readAllBytes(), scriptName());
        }
        try {
            return ScriptText.read(process.workingFolder().resolve(Path.of(file)));
        } catch (NoSuchFileException missing) {
            List<String> commands = Misspelled.commands(process, file);
            if (commands.isEmpty()) {
                throw missing;
            }
            throw new UsageException("there is no command and no file " + file + "; did you mean "
                    + String.join(" or ", commands) + "?");
        }
    }

    private String file() {
        return arguments.isEmpty() ? STANDARD_INPUT : arguments.get(0);
    }

    private boolean isFile() {
        return code.isEmpty() && !STANDARD_INPUT.equals(file());
    }

    /** How the code is called in messages. */
    private String scriptName() {
        if (!code.isEmpty()) {
            return "-e";
        }
        return STANDARD_INPUT.equals(file()) ? "stdin" : file();
    }

    private ScriptContext context(ApiConnection connection, PrintStream out) {
        Helpers helpers = new Helpers(
                out,
                outIsTerminal(),
                width(),
                ResultPrinter.plots(options, process),
                Plain.isWanted(options, process),
                ProgressHelpers.of(options, process, connection),
                new PlacedReads(new CurrentProject(), connection::api),
                new Connections(connection));
        ScriptClasspath classpath = ScriptClasspath.of(options, process);
        return (isFile() ? classpath.beside(file()) : classpath)
                .context()
                .lazy("api", connection::api)
                .variable("out", options.output == null ? StandardOutput.ofScript(out) : out)
                .helpers(code.isEmpty() ? helpers.drawing(options.output) : helpers);
    }

    private boolean outIsTerminal() {
        return ResultPrinter.isTerminal(options, process);
    }

    private int width() {
        return outIsTerminal() ? TerminalWidth.of(process) : 0;
    }
}
