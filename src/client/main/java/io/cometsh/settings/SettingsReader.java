package io.cometsh.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the settings. For each one the first that has it wins: argument, environment variable, {@code .env} in the
 * working folder, the file that {@code COMET_INI} or else {@code COMET_CONFIG} names, {@code .comet.config} in the
 * working folder, Colab's, {@code .comet.config} in the home folder, default. In each of these the key's command comes
 * after the key itself.
 */
public final class SettingsReader {
    private static final String FILE_NAME = ".comet.config";
    private static final String COLAB = "/content/drive/MyDrive/" + FILE_NAME;
    private static final long LARGEST = 1 << 20;

    private final Arguments arguments;
    private final Map<String, String> environment;
    private final Path workingFolder;
    private final Path home;
    private final List<Source> files = new ArrayList<>();
    private final List<FileProblem> problems = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private final KeyCommand keyCommand;

    /**
     * A file that was read.
     *
     * @param values null when it could not be understood
     * @param ours false for a file of the working folder, which can belong to someone else
     */
    private record Source(Path path, Map<String, String> values, boolean ours) {}

    private interface Parser {
        Map<String, String> parse(String text) throws BadLine;
    }

    private SettingsReader(
            Arguments arguments,
            Map<String, String> environment,
            Path workingFolder,
            Path home,
            KeyCommand keyCommand) {
        this.keyCommand = keyCommand;
        this.arguments = arguments;
        this.environment = environment;
        this.workingFolder = workingFolder;
        this.home = home;
    }

    /**
     * Reads all settings again: {@code SettingsReader.read(Arguments.none(), System.getenv(), Path.of(""), home)}.
     *
     * <p>Never fails: a file that is broken becomes one of {@link Settings#problems()}, a bad value an exception when
     * it is used.
     *
     * @param home the user's home folder, or null when there is none
     */
    public static Settings read(Arguments arguments, Map<String, String> environment, Path workingFolder, Path home) {
        return read(arguments, environment, workingFolder, home, new ShellKeyCommand(environment, workingFolder));
    }

    /** The same with another way to run the command that prints the key. */
    static Settings read(
            Arguments arguments,
            Map<String, String> environment,
            Path workingFolder,
            Path home,
            KeyCommand keyCommand) {
        return new SettingsReader(arguments, environment, workingFolder, home, keyCommand).read();
    }

    /** Where {@code cometsh login} stores: the file that {@code COMET_CONFIG} names, else that of the home folder. */
    static Path fileForLogin(Map<String, String> environment, Path workingFolder, Path home) {
        return new SettingsReader(Arguments.none(), environment, workingFolder, home, KeyCommand.NONE).loginFile();
    }

    private Path loginFile() {
        Path named = named("COMET_CONFIG");
        if (named == null && home == null) {
            throw new SettingsException("there is no home folder to store " + FILE_NAME + " in: set COMET_CONFIG");
        }
        return named == null ? home.resolve(FILE_NAME) : named;
    }

    private Settings read() {
        readFiles();
        Map<Setting, ResolvedValue> found = new TreeMap<>();
        Map<Setting, FileProblem> hidden = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            find(setting, found, hidden);
        }
        findCommonBundle(found);
        return new Settings(found, foreign(found), hidden, problems, notices, keyCommand);
    }

    /**
     * The settings of a file of the working folder that would send a key of another source to an address that this source
     * does not name; with the value that there would be without the file.
     */
    private Map<Setting, Foreign> foreign(Map<Setting, ResolvedValue> found) {
        Map<Setting, Foreign> foreign = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            ResolvedValue value = found.get(setting);
            if (setting.isKeysWay() && value != null && isForeign(value.origin()) && !goesWith(value, found)) {
                String without = files.stream()
                        .filter(file -> file.ours && file.values != null && file.values.containsKey(setting.variable()))
                        .findFirst()
                        .map(file -> file.values.get(setting.variable()).strip())
                        .orElse(setting.byDefault());
                foreign.put(setting, new Foreign(value, without));
            }
        }
        return foreign;
    }

    private boolean isForeign(Origin origin) {
        for (Source file : files) {
            if (!file.ours && origin.equals(new Origin.InFile(file.path))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the key is of the same file, or was named on the command line. */
    private boolean goesWith(ResolvedValue value, Map<Setting, ResolvedValue> found) {
        ResolvedValue key = found.get(Setting.API_KEY);
        return key == null
                || arguments.keyFile().isPresent()
                || key.origin() instanceof Origin.Argument
                || key.origin().equals(value.origin());
    }

    private void readFiles() {
        boolean atHome = isHome(workingFolder);
        add(workingFolder.resolve(".env"), false, atHome, DotEnvFile::parse);
        Path named = named("COMET_INI");
        named = named == null ? named("COMET_CONFIG") : named;
        if (named != null) {
            add(named, true, true, ConfigFile::parse);
        }
        add(workingFolder.resolve(FILE_NAME), false, atHome, ConfigFile::parse);
        add(workingFolder.resolve(COLAB), false, false, ConfigFile::parse);
        if (home != null) {
            add(home.resolve(FILE_NAME), false, true, ConfigFile::parse);
        }
    }

    private boolean isHome(Path path) {
        try {
            return home != null && Files.isSameFile(path, home);
        } catch (IOException notThere) {
            return path.equals(home);
        }
    }

    private Path named(String variable) {
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            return null;
        }
        Path path = home != null && (value.equals("~") || value.startsWith("~/"))
                ? home.resolve(value.substring(Math.min(2, value.length())))
                : workingFolder.resolve(value);
        return Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
    }

    private void add(Path path, boolean mustBeThere, boolean ours, Parser parser) {
        if (!Files.exists(path) && !mustBeThere
                || files.stream().anyMatch(source -> source.path.equals(path))
                || Files.isDirectory(path) && !mustBeThere) {
            return;
        }
        Map<String, String> values = null;
        try {
            if (Files.size(path) > LARGEST) {
                throw new BadLine(0, "this is too large for a file of settings");
            }
            values = parser.parse(withoutMark(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (BadLine bad) {
            problems.add(new FileProblem(path, bad.line(), bad.getMessage()));
        } catch (CharacterCodingException binary) {
            problems.add(new FileProblem(path, 0, "this is not UTF-8 text"));
        } catch (IOException | SecurityException unreadable) {
            problems.add(new FileProblem(
                    path, 0, Files.exists(path) ? "it can't be read" : "it is named by the environment and not there"));
        }
        // Otherwise, changing into a foreign folder would run its owner's command.
        if (values != null && !ours && values.containsKey(Setting.API_KEY_COMMAND.variable())) {
            notices.add(
                    path + ": its " + Setting.API_KEY_COMMAND.variable() + " is not run: a command is taken from the"
                            + " environment, the .comet.config of the home folder or the file that COMET_CONFIG names");
            values.remove(Setting.API_KEY_COMMAND.variable());
        }
        files.add(new Source(path, values, ours));
    }

    private void find(Setting setting, Map<Setting, ResolvedValue> found, Map<Setting, FileProblem> hidden) {
        arguments.find(setting).ifPresent(value -> found.put(setting, value));
        if (setting == Setting.API_KEY && !found.containsKey(setting)) {
            arguments.keyFile().ifPresent(file -> found.put(setting, keyIn(file, hidden)));
        }
        if (!found.containsKey(setting)) {
            findInEnvironment(setting, found);
        }
        if (setting.isProxy()) {
            return;
        }
        if (setting == Setting.API_KEY && !found.containsKey(setting)) {
            putCommand(found, environment, new Origin.Variable(Setting.API_KEY_COMMAND.variable()));
        }
        for (Source file : files) {
            if (found.containsKey(setting)) {
                return;
            }
            if (file.values == null) {
                problems.stream()
                        .filter(problem -> problem.file().equals(file.path))
                        .findFirst()
                        .ifPresent(problem -> hidden.putIfAbsent(setting, problem));
            } else if (file.values.containsKey(setting.variable())) {
                String value = file.values.get(setting.variable()).strip();
                found.put(setting, new ResolvedValue(value, new Origin.InFile(file.path)));
            } else if (setting == Setting.API_KEY) {
                putCommand(found, file.values, new Origin.InFile(file.path));
            }
        }
    }

    /** The bundle that Python's requests, curl and OpenSSL read, when Comet's own setting does not name one. */
    private void findCommonBundle(Map<Setting, ResolvedValue> found) {
        for (String name : List.of("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")) {
            String value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                found.putIfAbsent(Setting.CA_BUNDLE, new ResolvedValue(value, new Origin.Variable(name)));
            }
        }
    }

    /** A command has the rank of its key: one in the environment before a key in a file. */
    private static void putCommand(Map<Setting, ResolvedValue> found, Map<String, String> values, Origin origin) {
        String command =
                values.getOrDefault(Setting.API_KEY_COMMAND.variable(), "").strip();
        if (!command.isEmpty()) {
            found.put(Setting.API_KEY, new ResolvedValue(command, new Origin.CommandOutput(origin)));
        }
    }

    private void findInEnvironment(Setting setting, Map<Setting, ResolvedValue> found) {
        List<String> names = setting.isProxy()
                ? List.of(setting.lowerCaseVariable(), setting.variable())
                : List.of(setting.variable());
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !found.containsKey(setting)) {
                found.put(setting, new ResolvedValue(value.strip(), new Origin.Variable(name)));
            }
        }
    }

    /** Some editors put a byte order mark before the text. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private ResolvedValue keyIn(Path file, Map<Setting, FileProblem> hidden) {
        Path path = workingFolder.resolve(file);
        try {
            if (Files.size(path) > LARGEST) {
                throw new IOException();
            }
            String key = withoutMark(Files.readString(path, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("");
            return new ResolvedValue(key, new Origin.InFile(path));
        } catch (IOException | SecurityException unreadable) {
            String reason = Files.exists(path) ? "the key can't be read from it" : "this key file is not there";
            hidden.put(Setting.API_KEY, new FileProblem(path, 0, reason));
            return new ResolvedValue("", new Origin.InFile(path));
        }
    }
}
