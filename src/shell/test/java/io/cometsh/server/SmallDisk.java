package io.cometsh.server;

import io.cometsh.support.Lacking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system of some megabytes, in a namespace of its own; only on Linux, and only where users may make namespaces. */
final class SmallDisk implements AutoCloseable {
    private final Process holder;
    private final Path folder;

    private SmallDisk(Process holder, Path folder) {
        this.holder = holder;
        this.folder = folder;
    }

    /** Mounts it at a folder; the calling test is skipped where that is not possible, and fails in CI. */
    static SmallDisk at(Path folder, int megabytes) throws IOException {
        Process holder = null;
        String ready;
        try {
            holder = new ProcessBuilder(
                            "unshare",
                            "-rm",
                            "sh",
                            "-c",
                            "mount -t tmpfs -o size=" + megabytes + "m none \"$0\" && echo ready && exec cat",
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            ready = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            return Lacking.tool("needs the program unshare: install the package util-linux");
        }
        if (!"ready".equals(ready)) {
            return Lacking.tool(
                    "needs user namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns=0 allows them");
        }
        return new SmallDisk(holder, folder);
    }

    /** What goes before a command that shall see it. */
    String[] inside() {
        return new String[] {"nsenter", "-t", Long.toString(holder.pid()), "-U", "-m", "--preserve-credentials"};
    }

    /** Runs a command of the shell in it; {@code $0} is its folder. */
    void run(String command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(inside()));
        all.addAll(List.of("sh", "-c", command, folder.toString()));
        int exit = new ProcessBuilder(all).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new AssertionError(command + " ended with " + exit);
        }
    }

    @Override
    public void close() throws IOException {
        holder.getOutputStream().close();
        holder.onExit().join();
    }
}
