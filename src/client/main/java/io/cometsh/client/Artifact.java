package io.cometsh.client;

import io.cometsh.client.service.ArtifactDraft;
import io.cometsh.client.service.TargetFolder;
import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.transport.CometException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version of an artifact that is put together here and logged by an experiment:
 *
 * <pre>{@code
 * def birds = new Artifact("birds", "dataset").add("data/train.csv").addRemote("https://example.com/raw", "raw")
 * exp.logArtifact(birds)
 * }</pre>
 *
 * <p>Nothing is sent before {@link Experiment#logArtifact}; files are read then, so they must still be there. It is safe to
 * use from several threads.
 */
public final class Artifact {
    private static final String PLAIN_TYPE = "data";
    private static final Set<String> ADD_NAMED = Set.of("logicalpath", "overwrite", "copytotmp", "metadata");
    private static final Set<String> NAMED = Set.of("version", "aliases", "metadata", "versionTags", "version_tags");
    private static final String SEMANTIC =
            "\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?";

    private final String name;
    private final String artifactType;
    private final String version;
    private final Set<String> aliases;
    private final Map<String, Object> metadata;
    private final Set<String> versionTags;
    private final Path downloadLocalPath;
    private final Map<String, ArtifactDraft.Entry> entries = new LinkedHashMap<>();

    /** The next version of plain data; see the longest form. {@code new Artifact("birds")}. */
    public Artifact(String name) {
        this(name, null, null, null, null, null);
    }

    /** The next version; see the longest form. {@code new Artifact("birds", "dataset")}. */
    public Artifact(String name, String artifactType) {
        this(name, artifactType, null, null, null, null);
    }

    /**
     * A version without files yet: {@code new Artifact("birds", "dataset", "2.0.0", ["prod"], [rows: 2], ["clean"])}.
     *
     * @param name the artifact's name, at most 100 characters
     * @param artifactType such as {@code dataset}; null for {@code data}
     * @param version a semantic version such as {@code 2.0.0}; null lets the server choose the next
     * @param aliases names of this version, which others of the artifact lose; null for none
     * @param metadata about this version, a value that JSON can express; null for none
     * @param versionTags tags of this version; null for none
     * @throws CometException for an empty or too long name, and a version that is not semantic
     */
    public Artifact(
            String name,
            String artifactType,
            String version,
            Collection<?> aliases,
            Map<?, ?> metadata,
            Collection<?> versionTags) {
        this(name, artifactType, version, aliases, metadata, versionTags, null);
    }

    /** The same with arguments by name; see the other form. {@code new Artifact("birds", version: "2.0.0")}. */
    public Artifact(Map<String, ?> named, String name) {
        this(named, name, null);
    }

    /**
     * A version with arguments by name, which Groovy hands over in front of the others:
     * {@code new Artifact("birds", "dataset", version: "2.0.0", aliases: ["prod"])}.
     *
     * @param named any of {@code version}, {@code aliases}, {@code metadata} and {@code versionTags}
     * @throws CometException for any other name; the message lists the existing names
     */
    public Artifact(Map<String, ?> named, String name, String artifactType) {
        this(
                name,
                artifactType,
                text(known(named).get("version")),
                (Collection<?>) named.get("aliases"),
                (Map<?, ?>) named.get("metadata"),
                (Collection<?>)
                        (named.containsKey("versionTags") ? named.get("versionTags") : named.get("version_tags")));
    }

    private static Map<String, ?> known(Map<String, ?> named) {
        for (String one : named.keySet()) {
            if (!NAMED.contains(one)) {
                throw new CometException("an artifact has no \"" + one
                        + "\"; it takes Artifact(name, artifactType, version," + " aliases, metadata, versionTags)");
            }
        }
        return named;
    }

    private static String text(Object given) {
        return given == null ? null : given.toString();
    }

    private Artifact(
            String name,
            String artifactType,
            String version,
            Collection<?> aliases,
            Map<?, ?> metadata,
            Collection<?> versionTags,
            Path downloadLocalPath) {
        if (name == null || name.isBlank() || name.length() > 100) {
            throw new CometException("an artifact has a name of 1 to 100 characters, not \"" + name + "\"");
        }
        if (version != null && !version.matches(SEMANTIC)) {
            throw new CometException("\"" + version + "\" is not a semantic version such as 2.0.0");
        }
        this.name = name;
        this.artifactType = artifactType == null ? PLAIN_TYPE : artifactType;
        this.version = version;
        this.aliases = texts(aliases);
        this.metadata = named(metadata);
        this.versionTags = texts(versionTags);
        this.downloadLocalPath = downloadLocalPath;
    }

    /** What a download left in a folder, as the beginning of the artifact's next version. */
    static Artifact downloaded(String name, String artifactType, Path folder, List<ArtifactAsset> assets) {
        Artifact artifact = new Artifact(name, artifactType, null, null, null, null, folder);
        assets.forEach(asset -> artifact.entries.put(asset.logicalPath(), new ArtifactDraft.Entry(asset, false)));
        return artifact;
    }

    /** The artifact's name. {@code artifact.name}. Nothing is asked. */
    public String getName() {
        return name;
    }

    /** The artifact's type, such as {@code dataset}. {@code artifact.artifactType}. Nothing is asked. */
    public String getArtifactType() {
        return artifactType;
    }

    /** The version it is to have; null when the server chooses. {@code artifact.version}. Nothing is asked. */
    public String getVersion() {
        return version;
    }

    /** The aliases it is to have. {@code artifact.aliases}. Nothing is asked. */
    public Set<String> getAliases() {
        return new LinkedHashSet<>(aliases);
    }

    /** What is to be logged about it; null for nothing. {@code artifact.metadata}. Nothing is asked. */
    public Map<String, Object> getMetadata() {
        return PlainValues.copy(metadata);
    }

    /** The tags that the version is to have. {@code artifact.versionTags}. Nothing is asked. */
    public Set<String> getVersionTags() {
        return new LinkedHashSet<>(versionTags);
    }

    /** Its files, in the order in which they were added. {@code artifact.assets*.logicalPath}. Nothing is asked. */
    public synchronized List<ArtifactAsset> getAssets() {
        return entries.values().stream()
                .map(ArtifactDraft.Entry::asset)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The folder that {@link LoggedArtifact#download} wrote; null for one that was made here. {@code artifact.downloadLocalPath}. Nothing is asked. */
    public Path getDownloadLocalPath() {
        return downloadLocalPath;
    }

    /** Everything that logging the artifact sends. */
    synchronized ArtifactDraft draft() {
        return new ArtifactDraft(
                toString(),
                getName(),
                getArtifactType(),
                getVersion(),
                getMetadata(),
                getAliases(),
                getVersionTags(),
                List.copyOf(entries.values()));
    }

    /** Adds a file under its own name, or what is in a folder; see the longest form. {@code artifact.add("train.csv")}. */
    public Artifact add(Object localPathOrData) {
        return add(localPathOrData, null, null, null, null);
    }

    /** Adds a file, a folder or bytes under a path; see the longest form. {@code artifact.add("train.csv", "data/a.csv")}. */
    public Artifact add(Object localPathOrData, String logicalPath) {
        // Groovy puts arguments with names into a map in front: add("data", logicalPath: "train").
        return localPathOrData instanceof Map<?, ?> named
                ? addNamed(named, logicalPath)
                : add(localPathOrData, logicalPath, null, null, null);
    }

    private Artifact addNamed(Map<?, ?> named, String localPath) {
        Map<String, Object> given = new LinkedHashMap<>();
        named.forEach(
                (name, value) -> given.put(String.valueOf(name).replace("_", "").toLowerCase(Locale.ROOT), value));
        for (String name : given.keySet()) {
            if (!ADD_NAMED.contains(name)) {
                throw new CometException("add has no parameter " + name
                        + ". It takes add(localPathOrData, logicalPath, overwrite, copyToTmp, metadata)");
            }
        }
        Object logicalPath = given.get("logicalpath");
        return add(
                localPath,
                logicalPath == null ? null : logicalPath.toString(),
                Boolean.TRUE.equals(given.get("overwrite")),
                null,
                (Map<?, ?>) given.get("metadata"));
    }

    /**
     * Adds a file, all files of a folder, or bytes: {@code artifact.add("data", "train", false, null, [split: "train"])}.
     * Nothing is asked.
     *
     * @param localPathOrData a text, {@code Path} or {@code File} that names a file or a folder; or bytes, or a stream,
     *     which is read at once
     * @param logicalPath the path inside the artifact, with {@code /} between folders; for a folder the prefix of the
     *     paths of its files. Null for the file's own name, and for the paths inside the folder; bytes need one
     * @param overwrite whether it may take the place of another file with this path; null is false
     * @param copyToTmp has no meaning here: files are read when the artifact is logged, streams at once
     * @param metadata metadata of each file, a value that JSON can express; null for none
     * @return this artifact
     * @throws CometException when there is no such file, or there is a file with this path already; nothing is added then
     */
    public Artifact add(
            Object localPathOrData, String logicalPath, Boolean overwrite, Boolean copyToTmp, Map<?, ?> metadata) {
        Map<String, ArtifactAsset> found = new LinkedHashMap<>();
        if (localPathOrData instanceof byte[] bytes) {
            put(found, data(bytes.clone(), logicalPath, metadata));
        } else if (localPathOrData instanceof InputStream stream) {
            put(found, data(read(stream), logicalPath, metadata));
        } else {
            Path path = path(localPathOrData);
            if (Files.isDirectory(path)) {
                files(path, logicalPath, metadata).forEach(asset -> put(found, asset));
            } else {
                put(
                        found,
                        file(path, logicalPath == null ? String.valueOf(path.getFileName()) : logicalPath, metadata));
            }
        }
        return addAll(found, Boolean.TRUE.equals(overwrite));
    }

    /** Adds an address under its last part; see the longest form. {@code artifact.addRemote("https://example.com/raw.csv")}. */
    public Artifact addRemote(String uri) {
        return addRemote(uri, null, null, null, null, null, null);
    }

    /** Adds an address under a path; see the longest form. {@code artifact.addRemote("s3://bucket/raw", "raw")}. */
    public Artifact addRemote(String uri, String logicalPath) {
        return addRemote(uri, logicalPath, null, null, null, null, null);
    }

    /**
     * Adds what stays where it is, by its address: {@code artifact.addRemote("https://example.com/raw.csv", "raw.csv")}.
     * Nothing is asked.
     *
     * @param uri such as {@code https://…}, {@code s3://…} or {@code gs://…}
     * @param logicalPath the path inside the artifact; null for the last part of the address
     * @param overwrite whether it may take the place of another file with this path; null is false
     * @param assetType has no meaning any more
     * @param metadata metadata of the file, a value that JSON can express; null for none
     * @param syncMode must not be true for a bucket ({@code s3://}, {@code gs://}): it is logged as one address, its
     *     objects are not listed
     * @param maxSyncedObjects has no meaning without that
     * @return this artifact
     * @throws CometException when there is a file with this path already, or {@code syncMode} is asked for
     */
    public Artifact addRemote(
            String uri,
            String logicalPath,
            Boolean overwrite,
            String assetType,
            Map<?, ?> metadata,
            Boolean syncMode,
            Integer maxSyncedObjects) {
        if (uri == null || uri.isBlank()) {
            throw new CometException("a remote file of an artifact needs its address");
        }
        if (Boolean.TRUE.equals(syncMode) && uri.matches("(s3|gs)://.*")) {
            throw new CometException("the objects of " + uri
                    + " are not listed here: add each of them, or leave syncMode" + " out to log the address as one");
        }
        String path = logicalPath == null
                ? uri.replaceAll("[?#].*", "").replaceAll("/+$", "").replaceAll(".*/", "")
                : logicalPath;
        Map<String, ArtifactAsset> found = new LinkedHashMap<>();
        put(found, new ArtifactAsset(null, true, checked(path), 0L, uri, named(metadata), null, null));
        return addAll(found, Boolean.TRUE.equals(overwrite));
    }

    /** All or none. */
    private synchronized Artifact addAll(Map<String, ArtifactAsset> found, boolean overwrite) {
        for (String path : found.keySet()) {
            if (!overwrite && entries.containsKey(path)) {
                throw new CometException(this + " has a file \"" + path + "\" already: give another logicalPath, or"
                        + " overwrite: true");
            }
        }
        found.forEach((path, asset) -> entries.put(path, new ArtifactDraft.Entry(asset, overwrite)));
        return this;
    }

    private static void put(Map<String, ArtifactAsset> found, ArtifactAsset asset) {
        found.put(asset.logicalPath(), asset);
    }

    private static ArtifactAsset data(byte[] bytes, String logicalPath, Map<?, ?> metadata) {
        if (logicalPath == null) {
            throw new CometException("bytes have no name of their own: give a logicalPath");
        }
        return new ArtifactAsset(
                null, false, checked(logicalPath), (long) bytes.length, null, named(metadata), null, bytes);
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new CometException("cannot read the stream: " + TargetFolder.reason(e), e);
        }
    }

    private static Path path(Object given) {
        if (given == null) {
            throw new CometException("null is not a file: give a path, bytes or a stream");
        }
        Path path = given instanceof Path one
                ? one
                : given instanceof File file ? file.toPath() : Path.of(given.toString());
        if (!Files.isReadable(path)) {
            throw new CometException("there is no file or folder " + path + " that can be read");
        }
        return path.toAbsolutePath().normalize();
    }

    private static ArtifactAsset file(Path path, String logicalPath, Map<?, ?> metadata) {
        try {
            return new ArtifactAsset(
                    null, false, checked(logicalPath), Files.size(path), null, named(metadata), null, path);
        } catch (IOException e) {
            throw new CometException("cannot read " + path + ": " + TargetFolder.reason(e), e);
        }
    }

    private static List<ArtifactAsset> files(Path folder, String logicalPath, Map<?, ?> metadata) {
        String before = logicalPath == null || logicalPath.isEmpty() ? "" : logicalPath.replaceAll("/+$", "") + "/";
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .sorted()
                    .map(path -> file(
                            path, before + folder.relativize(path).toString().replace('\\', '/'), metadata))
                    .toList();
        } catch (IOException e) {
            throw new CometException("cannot read the folder " + folder + ": " + TargetFolder.reason(e), e);
        }
    }

    private static String checked(String logicalPath) {
        if (logicalPath.isBlank()) {
            throw new CometException("a file of an artifact needs a logicalPath");
        }
        return logicalPath;
    }

    private static Set<String> texts(Collection<?> given) {
        Set<String> texts = new LinkedHashSet<>();
        if (given != null) {
            given.forEach(one -> texts.add(String.valueOf(one)));
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Map<?, ?> given) {
        return given == null ? null : (Map<String, Object>) PlainValues.of((Object) given);
    }

    /** {@code Artifact('birds', 'dataset')}. */
    @Override
    public String toString() {
        return "Artifact('" + name + "', '" + artifactType + "')";
    }
}
