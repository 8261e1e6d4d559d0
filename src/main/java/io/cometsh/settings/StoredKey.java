package io.cometsh.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Stores a key where the official SDK finds it too: member {@code api_key} of section {@code comet}. */
public final class StoredKey {
    private static final String SECTION = "[comet]";

    private StoredKey() {}

    /** The file that {@code COMET_CONFIG} names, or {@code .comet.config} in it if it is a folder or else in the home folder. */
    public static Path file(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("COMET_CONFIG", "");
        if (!configured.isEmpty()) {
            Path path = Path.of(configured);
            return Files.isDirectory(path) ? path.resolve(".comet.config") : path;
        }
        if (home == null) {
            throw new SettingsException("there is no home folder to store the key in: set HOME or COMET_CONFIG");
        }
        return home.resolve(".comet.config");
    }

    /** Writes the key and keeps everything else in the file. Only the owner can read the file afterwards. */
    public static void write(Path file, String apiKey) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : new ArrayList<>();
        Path folder = file.toAbsolutePath().getParent();
        Path beside = Files.createTempFile(folder, ".comet.config.", ".part");
        try {
            // Before the key is in it: a file that others could read for a moment would have given it away.
            if (Files.getFileStore(beside).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(beside, withKey(lines, "api_key = " + apiKey), StandardCharsets.UTF_8);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static List<String> withKey(List<String> lines, String entry) {
        List<String> result = new ArrayList<>();
        boolean inside = false;
        boolean written = false;
        for (String line : lines) {
            String text = line.strip().toLowerCase(Locale.ROOT);
            if (text.startsWith("[")) {
                inside = text.equals(SECTION);
            }
            if (inside && text.matches("api_key\\s*[=:].*") || text.matches("comet_api_key\\s*[=:].*")) {
                continue;
            }
            result.add(line);
            if (inside && !written && text.equals(SECTION)) {
                result.add(entry);
                written = true;
            }
        }
        if (!written) {
            result.add(SECTION);
            result.add(entry);
        }
        return result;
    }
}
