package io.cometsh.settings;

import io.cometsh.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where {@code cometsh login} keeps the key: {@code .comet.config}, readable by its owner alone. */
public final class LoginFile {
    private static final String NAME = Setting.API_KEY.variable();

    private LoginFile() {}

    /**
     * Stores a key and leaves every other line as it is: {@code LoginFile.store(key, System.getenv(), Path.of(""), home)}.
     *
     * @return the file: the one that {@code COMET_CONFIG} names, else {@code .comet.config} in the home folder
     * @throws SettingsException when the key is none, or the file can't be understood or written
     */
    public static Path store(String key, Map<String, String> environment, Path workingFolder, Path home) {
        ApiKey checked = ApiKey.parse(key.strip());
        if (checked.text() == null) {
            throw new SettingsException("the API key " + checked.fault());
        }
        Path file = SettingsReader.fileForLogin(environment, workingFolder, home);
        try {
            // A link stays a link: what it points to is replaced.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            String old = Files.exists(target) ? Files.readString(target, StandardCharsets.UTF_8) : "";
            String text = withKey(old, checked.text());
            if (!checked.text().equals(ConfigFile.parse(text).get(NAME))) {
                throw new SettingsException("the API key holds characters that are not possible in " + file);
            }
            replace(target, text);
            return file;
        } catch (BadLine bad) {
            throw new SettingsException(
                    new FileProblem(file, bad.line(), bad.getMessage()) + "\nMend it, then log in again.");
        } catch (IOException failure) {
            throw new SettingsException(
                    file + " can't be written: " + failure.getClass().getSimpleName());
        }
    }

    /** The first line that sets the key gets the new one, others are dropped; without any, one is added to [comet]. */
    private static String withKey(String old, String key) throws BadLine {
        ConfigFile.parse(old);
        List<String> lines = new ArrayList<>();
        boolean done = false;
        int afterSection = -1;
        String path = "";
        for (String line : old.lines().toList()) {
            String bare = line.strip();
            if (bare.startsWith("[")) {
                path = ConfigFile.pathAfter(path, bare);
                if (path.equalsIgnoreCase("comet")) {
                    afterSection = lines.size() + 1;
                }
            } else if (setsTheKey(path, bare)) {
                if (!done) {
                    lines.add(line.substring(0, line.indexOf('=') + 1) + " " + key);
                }
                done = true;
                continue;
            }
            lines.add(line);
        }
        if (!done && afterSection >= 0) {
            lines.add(afterSection, "api_key = " + key);
        } else if (!done) {
            lines.add("[comet]");
            lines.add("api_key = " + key);
        }
        return String.join("\n", lines) + "\n";
    }

    private static boolean setsTheKey(String path, String line) {
        int equals = line.indexOf('=');
        if (equals < 0 || line.startsWith("#")) {
            return false;
        }
        String name =
                (path.isEmpty() ? "" : path + "_") + line.substring(0, equals).strip();
        return name.replace('\0', '_').toUpperCase(Locale.ROOT).equals(NAME);
    }

    private static void replace(Path target, String text) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("it is not a file");
        }
        Files.createDirectories(folder);
        AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8), AtomicFile.Kind.PRIVATE);
    }
}
