package io.cometsh.mirror;

import io.cometsh.export.WholeFile;
import io.cometsh.files.SafeNames;
import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The mirrors of the workspaces of one server: {@code Mirrors.of(data, server)}, or one mirror: {@code Mirrors.in(folder)}. */
public final class Mirrors implements AutoCloseable {
    private final List<Path> folders;
    private final List<Mirror> open = new ArrayList<>();
    private final String command;

    private Mirrors(List<Path> folders, String command) {
        this.folders = folders;
        this.command = command;
    }

    /** The mirror in one folder. */
    public static Mirrors in(Path folder) {
        return new Mirrors(List.of(folder), "cometsh sync WORKSPACE --to " + folder);
    }

    /** The mirrors of a server in their usual place. @param server {@link #folder} */
    public static Mirrors of(Path server) {
        if (!Files.isDirectory(server)) {
            return new Mirrors(List.of(), "cometsh sync WORKSPACE");
        }
        try (Stream<Path> children = Files.list(server)) {
            return new Mirrors(children.filter(Mirror::isOne).sorted().toList(), "cometsh sync WORKSPACE");
        } catch (IOException e) {
            throw new CometException("cannot read " + server + ": " + WholeFile.reason(e), e);
        }
    }

    /**
     * Where the mirrors of a server are.
     *
     * @param data the user's data folder
     * @param server its address; null for the server inside this program
     */
    public static Path folder(Path data, URI server) {
        String name = server == null
                ? "local"
                : server.getAuthority() + server.getPath().replaceAll("/+$", "");
        return data.resolve("mirror").resolve(SafeNames.segment(name));
    }

    /** Where the mirror of a workspace is. */
    public static Path folder(Path data, URI server, String workspace) {
        return folder(data, server).resolve(SafeNames.segment(workspace));
    }

    /** The workspaces that have a mirror in the folder of a server. */
    public static List<String> names(Path server) {
        return of(server).folders.stream()
                .map(folder -> new MirrorFolder(folder).state().workspace())
                .toList();
    }

    /** All of them, opened. */
    public synchronized List<Mirror> all() {
        if (open.isEmpty()) {
            for (Path folder : folders) {
                open.add(Mirror.open(folder));
            }
        }
        return open;
    }

    List<String> workspaces() {
        return all().stream().map(Mirror::workspace).toList();
    }

    /** @throws NotMirroredException naming the command that makes it */
    Mirror of(String workspace) {
        return all().stream()
                .filter(mirror -> mirror.workspace().equals(workspace))
                .findFirst()
                .orElseThrow(() -> new NotMirroredException("there is no mirror of the workspace \"" + workspace + "\""
                        + Names.hint(workspace, workspaces()) + "; to make one: "
                        + command.replace("WORKSPACE", workspace)));
    }

    /** One that is open already; closing it is up to its opener. */
    static Mirrors opened(Mirror mirror) {
        Mirrors mirrors = new Mirrors(List.of(), "");
        mirrors.open.add(mirror);
        return mirrors;
    }

    @Override
    public synchronized void close() {
        open.forEach(Mirror::close);
        open.clear();
    }
}
