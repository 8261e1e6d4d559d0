package io.cometsh.mirror;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.export.WholeFile;
import io.cometsh.files.AtomicFile;
import io.cometsh.transport.CometException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The folder of a mirror: {@code mirror.json}, which is replaced in one step, and the files that it names, which never
 * change.
 */
final class MirrorFolder {
    static final String STATE = "mirror.json";
    static final String REPLIES = "replies";
    static final String INDEX = "index";
    static final String RUNS = "runs";
    static final String PARAMS = "params";
    static final String TAGS = "tags";
    static final String POINTS = "points";
    private static final Set<String> FOLDERS = Set.of(REPLIES, INDEX, RUNS, PARAMS, TAGS, POINTS);

    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Path folder;

    MirrorFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    Path resolve(String file) {
        return folder.resolve(file);
    }

    boolean exists() {
        return Files.isRegularFile(folder.resolve(STATE));
    }

    /** The version that is there now; null for none. */
    MirrorState state() {
        Path file = folder.resolve(STATE);
        try {
            MirrorState state = JSON.readValue(Files.readAllBytes(file), MirrorState.class);
            if (state.mirror() != MirrorState.FORM) {
                throw new CometException(file + " was written by another version of cometsh (form " + state.mirror()
                        + "): remove the folder and run sync again");
            }
            return state;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new CometException("cannot read the mirror " + folder + ": " + WholeFile.reason(e), e);
        }
    }

    /** Makes a version the current one. Its files must be there. */
    void publish(MirrorState state) throws IOException {
        AtomicFile.write(
                folder.resolve(STATE),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state),
                AtomicFile.Kind.PLAIN);
    }

    /** The runs of a project in the order of its listing, then the deleted ones. */
    Map<String, MirrorRun> index(MirrorState.MirroredProject project) {
        Map<String, MirrorRun> runs = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(project.index())), 1 << 16),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                MirrorRun run = JSON.readValue(line, MirrorRun.class);
                runs.put(run.key(), run);
            }
            return runs;
        } catch (IOException e) {
            throw new CometException("cannot read the mirror " + folder + ": " + WholeFile.reason(e), e);
        }
    }

    void writeIndex(String name, Collection<MirrorRun> runs) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve(INDEX));
        try (AtomicFile whole = AtomicFile.create(file, AtomicFile.Kind.PLAIN)) {
            Writer lines =
                    new OutputStreamWriter(new GZIPOutputStream(whole.stream(), 1 << 16), StandardCharsets.UTF_8);
            for (MirrorRun run : runs) {
                lines.write(JSON.writeValueAsString(run));
                lines.write('\n');
            }
            lines.close();
            whole.complete();
        }
    }

    /** Removes the files that no version needs: leftovers of a sync that was killed, and files of earlier versions. */
    void clean(Set<String> needed) {
        for (String name : FOLDERS) {
            Path part = folder.resolve(name);
            if (!Files.isDirectory(part)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(part)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!needed.contains(name(file))) {
                        Files.deleteIfExists(file);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** The files of a version. @param runs of all its projects */
    static Set<String> files(MirrorState state, Collection<Map<String, MirrorRun>> runs) {
        Set<String> files = new HashSet<>();
        state.projects().forEach(project -> files.addAll(project.files()));
        runs.forEach(project -> project.values().forEach(run -> {
            if (run.file() != null) {
                files.add(run.file());
            }
        }));
        return files;
    }
}
