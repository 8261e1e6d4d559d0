package io.cometsh.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was given on the command line or by a caller; it wins over everything else. An empty value counts as given.
 *
 * <p>{@code Arguments.none().with(Setting.URL, "--url", "https://host").withKeyFile(path)}
 */
public final class Arguments {
    private static final Arguments NONE = new Arguments(Map.of(), null);

    private final Map<Setting, CallerValue> given;
    private final Path keyFile;

    private record CallerValue(String option, String value) {}

    private Arguments(Map<Setting, CallerValue> given, Path keyFile) {
        this.given = given;
        this.keyFile = keyFile;
    }

    /** Nothing was given. */
    public static Arguments none() {
        return NONE;
    }

    /** These and one more; a null value changes nothing. */
    public Arguments with(Setting setting, String option, String value) {
        if (value == null) {
            return this;
        }
        Map<Setting, CallerValue> more = new TreeMap<>();
        more.putAll(given);
        more.put(setting, new CallerValue(option, value));
        return new Arguments(more, keyFile);
    }

    /** These, and a file whose first line is the API key ({@code --api-key-file}); null changes nothing. */
    public Arguments withKeyFile(Path file) {
        return file == null ? this : new Arguments(given, file);
    }

    Optional<ResolvedValue> find(Setting setting) {
        return Optional.ofNullable(given.get(setting))
                .map(argument -> new ResolvedValue(argument.value.strip(), new Origin.Argument(argument.option)));
    }

    Optional<Path> keyFile() {
        return Optional.ofNullable(keyFile);
    }

    /** Without values: one of them may be the key. */
    @Override
    public String toString() {
        return "Arguments" + given.keySet() + (keyFile == null ? "" : " key file " + keyFile);
    }
}
