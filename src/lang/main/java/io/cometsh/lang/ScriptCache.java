package io.cometsh.lang;

import io.cometsh.client.Api;
import io.cometsh.files.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Scripts as they were compiled, kept by their content in a folder of the user's: compiling takes longer than all the rest of
 * a short script's start.
 *
 * <pre>{@code
 * new ScriptRunner(context, ScriptCache.in(folder)).run(file, args)
 * }</pre>
 *
 * <p>It only ever saves time: what cannot be read, is damaged or belongs to another program or Java is compiled again, and a
 * folder that cannot be written costs nothing.
 */
public final class ScriptCache {
    /** Keeps nothing. */
    public static final ScriptCache NONE = new ScriptCache(null, "", code -> false, path -> false);

    private static final int MOST_KEPT = 200;
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final String ENDING = ".script";

    private final Path folder;
    private final String program;
    private final Predicate<String> mayKeep;
    private final Predicate<Path> trusted;
    private final FileAttribute<?>[] rights;

    private ScriptCache(
            Path folder,
            String program,
            Predicate<String> mayKeep,
            Predicate<Path> trusted,
            FileAttribute<?>... rights) {
        this.folder = folder;
        this.program = program;
        this.mayKeep = mayKeep;
        this.trusted = trusted;
        this.rights = rights;
    }

    /**
     * Keeps scripts in a folder, which is made when the first one comes.
     *
     * @param mayKeep asked of the code before it is kept: what is compiled holds the texts of a script
     * @param trusted whether a folder or file is the user's and nobody else can write it: what is kept is run
     * @param rights of the folder
     */
    public static ScriptCache in(
            Path folder, Predicate<String> mayKeep, Predicate<Path> trusted, FileAttribute<?>... rights) {
        return new ScriptCache(folder, program(), mayKeep, trusted, rights);
    }

    /** Null when it has to be compiled. */
    CompiledScript find(String code, String name) {
        if (folder == null) {
            return null;
        }
        Path file = file(code, name);
        try {
            if (!Files.exists(file) || !trusted.test(folder) || !trusted.test(file)) {
                return null;
            }
            byte[] kept = Files.readAllBytes(file);
            int length = kept.length - Long.BYTES;
            if (length < 0 || ByteBuffer.wrap(kept, length, Long.BYTES).getLong() != sum(kept, length)) {
                return null;
            }
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            return CompiledScript.of(kept);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    void keep(String code, String name, CompiledScript script) {
        if (folder == null || !mayKeep.test(code)) {
            return;
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, rights);
            }
            if (!trusted.test(folder)) {
                return;
            }
            byte[] bytes = script.toBytes();
            ByteBuffer kept = ByteBuffer.allocate(bytes.length + Long.BYTES);
            kept.put(bytes).putLong(sum(bytes, bytes.length));
            AtomicFile.write(file(code, name), kept.array(), AtomicFile.Kind.CACHE);
            removeOld();
        } catch (IOException | RuntimeException e) {
            // The next run compiles it again.
            return;
        }
    }

    private void removeOld() throws IOException {
        List<Path> latestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            latestFirst = files.sorted(Comparator.comparing(ScriptCache::used).reversed())
                    .toList();
        }
        Instant oldest = Instant.now().minus(UNUSED);
        for (int i = 0; i < latestFirst.size(); i++) {
            if (i >= MOST_KEPT || used(latestFirst.get(i)).isBefore(oldest)) {
                Files.deleteIfExists(latestFirst.get(i));
            }
        }
    }

    private static Instant used(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            // Another process has just removed it.
            return Instant.MIN;
        }
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    private Path file(String code, String name) {
        TextSum sum = new TextSum();
        sum.add(program);
        sum.add(name);
        sum.add(code);
        return folder.resolve(sum + ENDING);
    }

    /** What a compiled script depends on beside its own text: the language and the client as they were built, and Java. */
    private static String program() {
        String java = System.getProperty("java.vm.version") + " " + System.getProperty("java.home");
        return java + built(ScriptCache.class) + built(Api.class);
    }

    private static String built(Class<?> type) {
        try {
            Path jar = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            BasicFileAttributes built = Files.readAttributes(jar, BasicFileAttributes.class);
            return " " + jar + " " + built.size() + " "
                    + built.lastModifiedTime().toMillis();
        } catch (Exception e) {
            throw new IllegalStateException("a program knows where it is", e);
        }
    }
}
