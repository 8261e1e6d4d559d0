package io.cometsh.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the server's data folder, which is the same for every command of the server. */
final class DataFolder {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder. Default: cometsh/server in the user's data folder.")
    private Path data;

    Path of(ProcessContext context) {
        return data != null ? data : ProgramFolders.data(context).resolve("server");
    }
}
