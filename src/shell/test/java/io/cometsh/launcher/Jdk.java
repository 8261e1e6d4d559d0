package io.cometsh.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java of this machine, 17 or newer, as its release file describes it. */
record Jdk(Path home, int major) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** Every Java from 17 on that can be found in the usual places, each once. */
    static List<Jdk> all() {
        Map<Path, Jdk> found = new LinkedHashMap<>();
        for (Path home : candidates()) {
            at(home).filter(jdk -> jdk.major >= 17).ifPresent(jdk -> found.putIfAbsent(jdk.home, jdk));
        }
        return List.copyOf(found.values());
    }

    /** The one that runs this test. */
    static Jdk current() {
        return at(Path.of(System.getProperty("java.home"))).orElseThrow();
    }

    Path program() {
        return home.resolve("bin/java");
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            try {
                Path java = Path.of(folder, "java").toRealPath();
                homes.add(java.getParent().getParent());
            } catch (IOException notThere) {
                // Most folders of the PATH hold no java.
            }
        }
        String user = System.getProperty("user.home");
        for (String parent : List.of("/usr/lib/jvm", "/opt", user + "/.sdkman/candidates/java", user + "/.jdks")) {
            try (Stream<Path> children = Files.list(Path.of(parent))) {
                children.sorted().forEach(homes::add);
            } catch (IOException notThere) {
                // Not every machine has each of these folders.
            }
        }
        // GitHub's runners name the ones they have: JAVA_HOME_17_X64 and so on.
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME_")) {
                homes.add(Path.of(value));
            }
        });
        return homes;
    }

    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        try {
            Matcher version = VERSION.matcher(Files.readString(release));
            return version.find()
                    ? Optional.of(new Jdk(home.toRealPath(), Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Java " + major;
    }
}
