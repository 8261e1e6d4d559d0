package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.client.service.ReadInterruptedException;
import io.cometsh.completion.CurrentProject;
import io.cometsh.completion.Deadline;
import io.cometsh.completion.LastProject;
import io.cometsh.completion.LiveNames;
import io.cometsh.completion.NameSource;
import io.cometsh.completion.ShellCompleter;
import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.lang.Completeness;
import io.cometsh.lang.Session;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.shell.Evaluation.EvaluationResult;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * The interactive shell.
 *
 * <pre>{@code
 * try (Terminal terminal = Shell.openTerminal()) {
 *     return new Shell(terminal, Session.typed(context), () -> api, ShellOptions.defaults()).run();
 * }
 * }</pre>
 */
public final class Shell {
    /** The name of the threads that ask for names ahead of the user. */
    public static final String BACKGROUND = "cometsh-background";

    /** No press of TAB holds the prompt longer than this. */
    private static final long TAB_PATIENCE_MILLIS = 300;

    /** Longer than Groovy's parser takes once it is loaded. */
    private static final long CHECK_MILLIS = 50;

    private static final String STILL_RUNNING =
            "interrupted; it has not stopped yet and continues in the background, but its result is dropped";

    private static final List<String> FORMATS = Arrays.stream(Format.values())
            .filter(Format::isText)
            .map(Format::toString)
            .toList();

    private final KeyTerminal terminal;
    private final Session session;
    private final ShellOptions options;
    private final Console console;
    private final Pager pager;
    private final Theme theme;
    private final TerminalAnswers answers;
    private final Pictures pictures;
    private final ValueFormat format;
    private volatile ValueText values;
    private volatile int mostRows;
    private final CurrentProject place;
    private final Runnable settle;
    private final StartupFile startup;
    private final LastProject lastPlace;
    private final ExecutorService background = Executors.newCachedThreadPool(Shell::daemon);
    private final LiveNames names;
    private final ShellCompleter completer;
    private final Commands commands = new Commands();
    private final MoreCommand more = new MoreCommand();
    private final ShellLineReader reader;
    private final Explanations explanations;
    private final AtomicBoolean warm = new AtomicBoolean();
    private volatile Evaluation running;
    private Throwable lastFailure;
    private volatile boolean leaving;
    /** Whether reading the last line failed. */
    private boolean broken;
    /** Whether the prompt is there; messages of the background wait for it, since they would appear inside a value or the pager. */
    private volatile boolean typing;

    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    /** Whether Ctrl-C was pressed when nothing was running yet. */
    private volatile boolean stopped;

    /**
     * @param terminal where the user is; stays open
     * @param session runs what is typed; one for typed input, so that Ctrl-C ends what it evaluates
     * @param api the connection, for live names and {@code :cache}; asked in the background after the first prompt
     */
    public Shell(Terminal terminal, Session session, Supplier<Api> api, ShellOptions options) {
        this(terminal, session, api, options, ShellSetup.none());
    }

    /** The same, with what it shares with the program around it. */
    public Shell(Terminal terminal, Session session, Supplier<Api> api, ShellOptions options, ShellSetup setup) {
        this(terminal, session, api, new ApiNames(api), options, setup);
    }

    /** The same with names of another source. */
    Shell(Terminal terminal, Session session, Supplier<Api> api, NameSource names, ShellOptions options) {
        this(terminal, session, api, names, options, ShellSetup.none());
    }

    private Shell(
            Terminal terminal,
            Session session,
            Supplier<Api> api,
            NameSource names,
            ShellOptions options,
            ShellSetup setup) {
        this.terminal = KeyTerminal.over(terminal);
        this.session = session;
        this.options = options;
        this.place = setup.place();
        this.settle = setup.settle();
        this.startup = new StartupFile(setup.startup());
        this.theme = new Theme(!terminal.getType().startsWith(Terminal.TYPE_DUMB), options.colour())
                .over(options.environment());
        this.answers = new TerminalAnswers(theme::ground);
        this.pictures = new Pictures(options.environment(), theme, answers);
        theme.plain(options.plain());
        this.format = new ValueFormat(theme);
        this.console = new Console(terminal, theme);
        this.pager = new Pager(this.terminal, () -> stopped, options.pager());
        this.mostRows = options.mostRows();
        this.values = valueText();
        SessionScope scope = new SessionScope(session);
        this.lastPlace = new LastProject(scope, place);
        this.names = new LiveNames(names, background, System::nanoTime, this::notice);
        HelpCommand help = new HelpCommand(commands);
        commands.add(help);
        SecretLines secrets = new SecretLines(options.secret());
        ShellHistory history = new ShellHistory(options.historyFile(), secrets);
        ScriptFiles files = new ScriptFiles(this::run);
        TableText tables = this::shown;
        SetCommand set = settings(tables);
        DocCommand documentation = new DocCommand(scope, session::source, help);
        commands.add(documentation);
        commands.add(new UseCommand(place, api, this.names, session::used));
        commands.add(new ColumnsCommand(api, place, this.names, tables));
        commands.add(new ExplainCommand(session, api, place));
        commands.add(new TimeCommand(this::run, api, System::nanoTime, setup.requests()));
        commands.add(new SqlCommand(this::run, session, setup.sqlNames()));
        commands.add(new VarsCommand(session, Set.of("api", "args"), tables));
        commands.add(new ImportsCommand(session));
        commands.add(new HistoryCommand(history));
        commands.add(new SaveCommand(session, secrets));
        commands.add(new OpenCommand(files));
        commands.add(new ReloadCommand(files, () -> reconnect(setup, api), this::startUp));
        EditCommand edit = new EditCommand(session, history, options.environment(), Shell::edit, files, this::run);
        commands.add(edit);
        commands.add(new FormatCommand(set, FORMATS));
        commands.add(set);
        commands.add(new CacheCommand(api, this.names::clear, tables));
        commands.add(more);
        commands.add(new PlotCommand(session, api, place, lastPlace, this.names, values));
        commands.add(new WatchCommand(session, () -> api.get().clearCache(), this::watchDisplay));
        commands.add(new UndoCommand(api, values));
        commands.add(new TraceCommand(() -> lastFailure, session::places));
        commands.add(new QuitCommand(() -> leaving = true));
        this.completer = new ShellCompleter(this.names, scope, lastPlace, commands, () -> deadline(this.terminal));
        this.reader = ShellReader.create(
                this.terminal, theme, completer, commands, history, answers, this::waitsForMore, warm::get);
        this.explanations = new Explanations(completer, documentation);
        explanations.install(reader);
        EditorKey.install(reader, this.terminal, edit);
    }

    private SetCommand settings(TableText tables) {
        return new SetCommand(tables)
                .add(new ShellSetting(
                        "rows", "how many rows of a long list are shown", List.of(), () -> "" + mostRows, this::rows))
                .add(new ShellSetting(
                        "format",
                        "in which form values with rows are shown",
                        FORMATS,
                        () -> format.format().toString(),
                        name -> format.format(Format.named(name).orElseThrow())))
                .add(ShellSetting.toggle("pager", "whether long texts are paged; q leaves them", pager::isOn, on -> {
                    pager.turn(on);
                    values = valueText();
                }))
                .add(ShellSetting.toggle("color", "whether there are colours", theme::colour, theme::colour))
                .add(new ShellSetting(
                        "theme",
                        "for which ground the colours are chosen",
                        List.of(Theme.AUTO, "dark", "light"),
                        theme::themeName,
                        name -> theme.theme(Theme.Brightness.named(name))))
                .add(pictures.setting())
                .add(ShellSetting.toggle(
                        "hints",
                        "while you type: parameters and names, earlier lines in grey",
                        theme::hints,
                        theme::hints))
                .add(ShellSetting.toggle(
                        "plain", "for a screen reader: rows as sentences, nothing drawn", theme::plain, on -> {
                            theme.plain(on);
                            ShellReader.plain(reader, on);
                        }));
    }

    private ValueText valueText() {
        ValueText whole = new ValueText(mostRows, this::plots);
        return pager.isOn() ? whole.paged() : whole;
    }

    private PlotDisplay plots() {
        return pictures.display(terminal.getHeight());
    }

    private void rows(String number) {
        if (!number.matches("[1-9]\\d{0,5}")) {
            throw new CommandException("rows is a number from 1, not \"" + number + "\"");
        }
        mostRows = Integer.parseInt(number);
        values = valueText();
    }

    private static int edit(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** The terminal that the process was started on; a dumb one when there is none. Close it when done. */
    public static Terminal openTerminal() throws IOException {
        // The FFM provider costs 0.2 s at start, the exec provider forks processes: only JNI is left.
        return TerminalBuilder.builder()
                .name("cometsh")
                .type(TerminalType.known(System.getenv("TERM")))
                .system(true)
                .jni(true)
                .ffm(false)
                .exec(false)
                .nativeSignals(true)
                .build();
    }

    /** Reads and runs lines until the user leaves; gives the exit code. */
    public int run() {
        AtomicBoolean prompted = new AtomicBoolean();
        reader.getWidgets().put(LineReader.CALLBACK_INIT, () -> {
            if (prompted.compareAndSet(false, true)) {
                daemon(this::warmUp).start();
            }
            if (options.asks()) {
                // Here, because JLine has just switched off that the terminal shows what comes in.
                answers.ask(terminal, options.environment());
            }
            return true;
        });
        Terminal.SignalHandler before = terminal.handle(Signal.INT, signal -> {
            Evaluation evaluation = running;
            if (evaluation != null) {
                evaluation.interrupt();
            } else {
                stopped = true;
            }
        });
        try (TerminalOutput output = TerminalOutput.install(terminal)) {
            options.greeting().forEach(console::message);
            if (startup.exists()) {
                perform(this::startUp, console::print, output);
            }
            while (!leaving) {
                completer.prefetch();
                explanations.forget();
                boolean entered = false;
                try {
                    String line = readLine(output);
                    entered = true;
                    ShellReader.awaitAnswers(terminal, answers);
                    enter(line, output);
                } catch (UserInterruptException e) {
                    // Ctrl-C drops the line.
                } catch (EndOfFileException e) {
                    leaving = true;
                    ShellReader.awaitAnswers(terminal, answers);
                } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                    // The session is worth more than one input. A prompt that fails twice in turn will fail always.
                    if (broken && !entered) {
                        throw e;
                    }
                    broken = !entered;
                    failed(e);
                }
            }
        } finally {
            terminal.handle(Signal.INT, before);
            background.shutdownNow();
        }
        return 0;
    }

    /**
     * Whether Enter opens another line. Asked on another thread, because Ctrl-C must neither wait while Groovy's parser is
     * loaded for the first time, nor cut that short.
     */
    private boolean isUnfinished(String text) {
        Future<Completeness> check = background.submit(() -> Session.check(text));
        while (true) {
            try {
                return check.get(CHECK_MILLIS, TimeUnit.MILLISECONDS) == Completeness.INCOMPLETE;
            } catch (TimeoutException e) {
                if (typing ? terminal.reader().isInterrupted() : stopped) {
                    throw new UserInterruptException(text);
                }
            } catch (InterruptedException e) {
                // A signal that comes late; Ctrl-C is a key here.
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Its commands. */
    Commands commands() {
        return commands;
    }

    /** Prints a message from the background: above the line that is being typed, or else before the next one. */
    private void notice(String text) {
        if (typing) {
            printWrapped(text);
        } else {
            waiting.add(text);
        }
    }

    private void printWrapped(String text) {
        WordWrap.lines(text, console.width()).forEach(line -> System.err.println(line));
    }

    private String readLine(TerminalOutput output) {
        for (String text = waiting.poll(); text != null; text = waiting.poll()) {
            printWrapped(text);
        }
        typing = true;
        try {
            return output.readLine(reader, ShellReader.prompt(reader, place));
        } finally {
            typing = false;
            // Until here Ctrl-C was a key: an interrupt that comes late was meant for what ran before.
            Thread.interrupted();
            stopped = false;
            if (output.endKeys()) {
                stopped = true;
            }
        }
    }

    /** After the prompt is there: what the first evaluation and the first TAB will need. */
    private void warmUp() {
        try {
            Session.warmUp();
            // In this order: the first input needs Groovy, and both would take a processor.
            names.within(Deadline.none()).workspaces();
            completer.warmUp();
            warm.set(true);
        } catch (RuntimeException | LinkageError e) {
            options.log().accept("warming up failed: " + e);
        }
    }

    /** Runs the file of every session; each of its parts on its own, so that one that fails keeps none of the others away. */
    private String startUp() {
        if (!startup.exists()) {
            return null;
        }
        List<String> messages = new ArrayList<>();
        for (StartupFile.Part part : startup.parts()) {
            try {
                if (part.command()) {
                    String text = commands.run(part.text(), console.width());
                    if (text != null) {
                        messages.add(text);
                    }
                } else {
                    session.evaluate(part.text(), startup.name());
                }
            } catch (CommandException e) {
                console.error(startup.name() + ", line " + part.line() + ": " + e.getMessage());
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                if (Thread.currentThread().isInterrupted() || e instanceof InterruptedException) {
                    throw e;
                }
                failed(e);
            }
        }
        return messages.isEmpty() ? null : String.join("\n", messages);
    }

    /** Reads the settings again; what was read over the old connection stays as it is. */
    private String reconnect(ShellSetup setup, Supplier<Api> api) {
        String connected = setup.reconnect().get();
        if (connected != null) {
            session.variable("api", api.get());
        }
        names.clear();
        return connected;
    }

    /** Runs what was entered; of several inputs at once, none after one that fails. */
    private void enter(String text, TerminalOutput output) {
        // No key is looked for here: the line reader has given the terminal back.
        for (String input : inputs(text, code -> Session.check(code) == Completeness.INCOMPLETE)) {
            if (!enterOne(input, output)) {
                return;
            }
        }
    }

    private List<String> inputs(String text, Predicate<String> unfinished) {
        return EnteredText.inputs(text, place.text(), commands, unfinished);
    }

    /** Returns false when the input failed. */
    private boolean enterOne(String line, TerminalOutput output) {
        String text = line.strip();
        if (text.isEmpty()) {
            return true;
        }
        String meant = asCommand(text);
        String advice = meant == null ? ForeignCommands.advice(text, commands::knows) : null;
        if (meant != null || text.startsWith(":")) {
            String command = meant != null ? meant : text;
            Consumer<String> show = commands.showsValue(command)
                    ? console::print
                    : commands.isDocumentation(command) ? this::document : console::message;
            return perform(() -> commands.run(command, console.width()), show, output);
        }
        if (advice != null) {
            console.error(advice);
            return ForeignCommands.isStart(text);
        }
        boolean done = perform(() -> run(line, ""), this::show, output);
        lastPlace.saw(line);
        return done;
    }

    /** The command that a line without a colon stands for; null for none. */
    private String asCommand(String text) {
        String question = DocCommand.asCommand(text);
        return question != null
                ? question
                : ForeignCommands.asCommand(
                        text,
                        name -> session.variables().containsKey(name)
                                || session.methods().contains(name));
    }

    private boolean waitsForMore(String text) {
        List<String> inputs = inputs(text, this::isUnfinished);
        String groovy = inputs.isEmpty() ? "" : commands.groovyOf(inputs.get(inputs.size() - 1));
        return !groovy.stripLeading().startsWith(":")
                && DocCommand.asCommand(groovy) == null
                && ForeignCommands.advice(groovy.strip(), commands::knows) == null
                && isUnfinished(groovy);
    }

    private void document(String text) {
        if (!theme.plain() && pager.isFor(text)) {
            pager.show(text, "documentation");
        } else {
            console.message(text);
        }
    }

    private void show(String text) {
        if (more.isText() && !theme.plain() && pager.isFor(text)) {
            pager.show(text, "value");
        } else {
            console.print(text);
        }
    }

    /** Does one thing where Ctrl-C ends it, and shows the result; returns false when it did not end well. */
    private boolean perform(Callable<String> work, Consumer<String> show, TerminalOutput output) {
        // Since Enter.
        if (stopped) {
            console.note("\ninterrupted");
            return false;
        }
        Evaluation evaluation = new Evaluation(work);
        running = evaluation;
        EvaluationResult outcome;
        try {
            outcome = evaluation.run();
        } finally {
            running = null;
        }
        output.freshLine();
        settle.run();
        if (outcome instanceof EvaluationResult.Done done) {
            if (done.text() != null) {
                show.accept(done.text());
            }
        } else if (outcome instanceof EvaluationResult.Failed failed) {
            failed(failed.failure());
        } else if (outcome instanceof EvaluationResult.Interrupted interrupted) {
            // The terminal has written ^C: the message begins on a line of its own.
            console.note("\n" + cutShort(interrupted.failure()));
        } else if (outcome instanceof EvaluationResult.GivenUp givenUp) {
            console.note(givenUp.soon() ? "\ninterrupted" : "\n" + STILL_RUNNING);
        }
        return outcome instanceof EvaluationResult.Done;
    }

    /** What Ctrl-C cut short, and where to find what had come in. */
    private String cutShort(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PartialWorkException partial) {
                session.variable("_", partial.done());
                return partial.getMessage() + "; _ holds what was done";
            }
            if (cause instanceof ReadInterruptedException read) {
                return read.getMessage() + kept(read.partial());
            }
        }
        return "interrupted";
    }

    private String kept(Object partial) {
        if (partial == null) {
            return "";
        }
        session.variable("_", partial);
        return partial instanceof Table ? "; _ is the table of what came" : "; _ holds what came";
    }

    /** Evaluates; gives what is shown of an expression, null for an assignment, whose value the user has just written. */
    private String run(String code, String name) {
        boolean connected = isConnected();
        Object value = session.evaluate(code, name);
        if (connected && !isConnected()) {
            printWrapped("api is no longer the connection to the server; :reload brings it back");
        }
        return session.lastWasExpression() ? more.show(parts(value, console.width())) : null;
    }

    private boolean isConnected() {
        Object api = session.variables().get("api");
        return api == null || api instanceof Api;
    }

    private DisplayPart parts(Object value, int width) {
        String other = otherwise(value);
        return other != null ? new DisplayPart(other, !theme.plain(), null) : values.show(value, width);
    }

    /** How a value is shown that has a form of its own, or for which another one is set; null for the usual one. */
    private String otherwise(Object value) {
        boolean query = value instanceof QueryExpression || value instanceof QueryVariable;
        return query ? value.toString() : format.of(value, mostRows);
    }

    private String shown(Object value, int width) {
        String other = otherwise(value);
        return other != null ? other : values.of(value, width);
    }

    private void failed(Throwable failure) {
        if (failure instanceof CommandException) {
            console.error(failure.getMessage());
            return;
        }
        lastFailure = failure;
        String description;
        try {
            description = session.describe(failure, console.width());
        } catch (RuntimeException | StackOverflowError e) {
            // The text of a user's class does not end the shell.
            description = failure.getClass().getName();
        }
        console.error(
                description == null || description.isBlank()
                        ? failure.getClass().getSimpleName()
                        : description);
    }

    private WatchDisplay watchDisplay() {
        if (!theme.able() || theme.plain()) {
            return WatchDisplay.lines(console::print, values, InstantSource.system());
        }
        ValueText inPlace = new ValueText(options.mostRows(), () -> plots().withoutImages());
        return WatchDisplay.inPlace(
                console::print, console::width, terminal::getHeight, inPlace, InstantSource.system());
    }

    private static Deadline deadline(KeyTerminal terminal) {
        return new Deadline(TAB_PATIENCE_MILLIS, () -> {
            try {
                return terminal.reader().peek(1) >= 0;
            } catch (IOException e) {
                return true;
            }
        });
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, BACKGROUND);
        thread.setDaemon(true);
        return thread;
    }
}
