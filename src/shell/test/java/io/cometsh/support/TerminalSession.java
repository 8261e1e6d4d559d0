package io.cometsh.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.cli.Main;
import io.cometsh.sdk.PythonScript;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A program in a real pseudo terminal: keys go in, and the result is the screen that a terminal emulator
 * draws. Starting a shell takes a second or two, so a test class shares one over many assertions.
 *
 * <pre>{@code
 * try (TerminalSession shell = TerminalSession.cometsh(folder, "--local")) {
 *     shell.awaitPrompt();
 *     assertThat(shell.run("1 + 1")).containsExactly("2");
 *     shell.type("api.getPro").press(Key.TAB);
 *     shell.await("getProjects");
 *     shell.resize(40, 24);
 *     assertThat(shell.screen().lines()).…
 * }
 * }</pre>
 */
public final class TerminalSession implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PRESS_AGAIN = Duration.ofSeconds(2);
    private static final long LOOK_AGAIN_MILLIS = 15;
    /** The prompt names the place in use, when there is one: {@code comet> } or {@code demo/digits> }. */
    private static final Pattern PROMPT = Pattern.compile("[^ ].*>|>");

    private final Process emulator;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private int columns;

    private TerminalSession(Process emulator, int columns) {
        this.emulator = emulator;
        this.requests = new BufferedWriter(new OutputStreamWriter(emulator.getOutputStream(), UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(emulator.getInputStream(), UTF_8));
        this.columns = columns;
    }

    /** The whole program in a terminal of 100 × 30, with a home of its own in this folder and no other settings. */
    public static TerminalSession cometsh(Path folder, String... arguments) {
        return cometsh(folder, Map.of(), 100, 30, arguments);
    }

    /** The same with more environment, which wins over ours, and in a terminal of another size. */
    public static TerminalSession cometsh(
            Path folder, Map<String, String> environment, int columns, int rows, String... arguments) {
        return cometsh(folder, environment, Map.of(), columns, rows, arguments);
    }

    /** The same in a terminal that answers these questions with these answers. */
    public static TerminalSession cometsh(
            Path folder,
            Map<String, String> environment,
            Map<String, String> answers,
            int columns,
            int rows,
            String... arguments) {
        Map<String, String> all = new LinkedHashMap<>(environment());
        all.put("HOME", folder.resolve("home").toString());
        all.putAll(environment);
        List<String> command = java("-Duser.home=" + all.get("HOME"), "-Dcometsh.terminals=012");
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(Path.of(all.get("HOME")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(command, all, answers, folder, columns, rows);
    }

    /** This test's Java and class path, for a main class that is to follow. */
    public static List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    /** This test's class path, without the libraries that our jar brings along: Groovy complains when it is there twice. */
    public static String classPath() {
        List<String> entries = List.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)));
        Optional<Path> jar = entries.stream()
                .map(Path::of)
                .filter(entry -> entry.getFileName().toString().matches("cometsh-[0-9].*\\.jar"))
                .findFirst();
        return entries.stream()
                .filter(entry -> jar.isEmpty()
                        || !Files.exists(jar.get()
                                .resolveSibling("lib")
                                .resolve(Path.of(entry).getFileName())))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** This process's environment without what would change the program's behaviour. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment
                .keySet()
                .removeIf(name -> name.startsWith("COMET_")
                        || name.startsWith("XDG_")
                        || List.of("NO_COLOR", "COLUMNS", "LINES", "EDITOR", "VISUAL")
                                .contains(name));
        environment.put("TERM", "xterm-256color");
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    /** Any program. */
    public static TerminalSession start(
            List<String> command, Map<String, String> environment, Path folder, int columns, int rows) {
        return start(command, environment, Map.of(), folder, columns, rows);
    }

    private static TerminalSession start(
            List<String> command,
            Map<String, String> environment,
            Map<String, String> answers,
            Path folder,
            int columns,
            int rows) {
        try {
            Process emulator = new ProcessBuilder(
                            PythonScript.interpreter(),
                            "-X",
                            "utf8",
                            Path.of("src", "shell", "test", "python", "terminal.py")
                                    .toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            TerminalSession session = new TerminalSession(emulator, columns);
            ObjectNode begin = JSON.createObjectNode();
            begin.set("command", JSON.valueToTree(command));
            begin.put("columns", columns).put("rows", rows).put("folder", folder.toString());
            begin.set("environment", JSON.valueToTree(environment));
            begin.set("answers", JSON.valueToTree(answers));
            session.send(begin);
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode send(ObjectNode request) {
        try {
            requests.write(JSON.writeValueAsString(request));
            requests.newLine();
            requests.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("the terminal emulator has ended");
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode request(String what) {
        return JSON.createObjectNode().put("do", what);
    }

    /** Presses the keys of this text. */
    public TerminalSession type(String text) {
        send(request("keys").put("text", text));
        return this;
    }

    public TerminalSession press(Key... keys) {
        for (Key key : keys) {
            type(key.sent());
        }
        return this;
    }

    /** Types a line and presses Enter. */
    public TerminalSession enter(String line) {
        return type(line).press(Key.ENTER);
    }

    /** Pastes as terminals do since they tell a paste from typing. */
    public TerminalSession paste(String text) {
        return type("\u001b[200~" + text.replace("\n", "\r") + "\u001b[201~");
    }

    /** Changes the size of the window. */
    public TerminalSession resize(int newColumns, int rows) {
        send(request("resize").put("columns", newColumns).put("rows", rows));
        columns = newColumns;
        return this;
    }

    /** What can be seen now. */
    public Screen screen() {
        JsonNode screen = send(request("screen"));
        return new Screen(
                texts(screen.get("lines")),
                screen.get("row").asInt(),
                screen.get("column").asInt(),
                screen.get("scrolled").asInt(),
                screen.get("ended").isNull() ? null : screen.get("ended").asInt());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Waits until the text is somewhere on the screen. */
    public Screen await(String text) {
        return await("\"" + text + "\"", screen -> screen.text().contains(text));
    }

    /**
     * Types the keys until the text is on the screen, and types them again when it does not come. The shell loads some things
     * in the background and shows them only when a key is pressed.
     */
    public Screen typeUntil(String keys, String wanted) {
        type(keys);
        long[] pressed = {System.nanoTime()};
        return await("\"" + wanted + "\"", screen -> {
            boolean shown = screen.text().contains(wanted);
            if (!shown && System.nanoTime() - pressed[0] > PRESS_AGAIN.toNanos()) {
                type(keys);
                pressed[0] = System.nanoTime();
            }
            return shown;
        });
    }

    /** Waits until the screen is as wanted; {@code what} names in a failure what did not come. */
    public Screen await(String what, Predicate<Screen> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Screen screen = screen();
            if (wanted.test(screen)) {
                return screen;
            }
            if (screen.ended() != null || System.nanoTime() > end) {
                throw new AssertionError(
                        (screen.ended() != null ? "ended with " + screen.ended() : "not within " + PATIENCE) + ": "
                                + what + "\n--- the screen:\n" + screen.text());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until the cursor is after a prompt with nothing typed. */
    public Screen awaitPrompt() {
        return await("a prompt", TerminalSession::isAtPrompt);
    }

    /** Presses Ctrl-C while a line is typed, and waits for the prompt below it: the one in sight may have nothing typed yet. */
    public Screen dropLine() {
        return promptBelow(Key.CTRL_C, "a prompt after Ctrl-C");
    }

    /** Presses Enter after an input that is typed already, and waits for the prompt below it. */
    public Screen submit() {
        return promptBelow(Key.ENTER, "a prompt after Enter");
    }

    private Screen promptBelow(Key key, String what) {
        int typed = screen().depth();
        press(key);
        return await(what, screen -> screen.depth() > typed && isAtPrompt(screen));
    }

    private static boolean isAtPrompt(Screen screen) {
        String line = screen.line();
        return PROMPT.matcher(line).matches() && screen.column() == line.length() + 1;
    }

    /** Enters a line at the prompt, waits for the next prompt, and gives the lines that came in between. */
    public List<String> run(String line) {
        int echoed = awaitPrompt().depth() + (awaitPrompt().column() + line.length()) / columns;
        enter(line);
        Screen after = await("a prompt after " + line, screen -> screen.depth() > echoed && isAtPrompt(screen));
        List<String> all = everything();
        return List.copyOf(all.subList(echoed + 1, after.depth()));
    }

    /** Every line that was ever shown and the screen, without the empty ones at the end. */
    public String transcript() {
        return String.join("\n", everything()).stripTrailing();
    }

    private List<String> everything() {
        List<String> all = new ArrayList<>(texts(send(request("scrolled")).get("lines")));
        all.addAll(screen().lines());
        return all;
    }

    /** The foreground colours of a row's cells, such as {@code red} or, bold, {@code +blue}. */
    public List<String> colours(int row) {
        return texts(send(request("styles").put("row", row)).get("styles"));
    }

    /** Every byte that the program has written, each as one character. */
    public String written() {
        return send(request("written")).get("text").asText();
    }

    /** Waits for the program's end and gives its exit status. */
    public int awaitExit() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Screen screen = screen();
        while (screen.ended() == null) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not end\n--- the screen:\n" + screen.text());
            }
            pause();
            screen = screen();
        }
        return screen.ended();
    }

    /** Ends the program, if it still runs. */
    @Override
    public void close() {
        try {
            requests.close();
            emulator.waitFor();
        } catch (IOException e) {
            emulator.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emulator.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return screen().lines().stream().collect(Collectors.joining("\n"));
    }
}
