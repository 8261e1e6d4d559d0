package io.cometsh.cli;

import io.cometsh.client.service.RunColumn;
import io.cometsh.export.Format;
import io.cometsh.export.NameList;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that mean the same for every command. */
final class GlobalOptions {
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description =
                    "table, csv, tsv, json, jsonl, markdown, or parquet into a file. Without it: by the file extension"
                            + " of -o (.gz compresses), else a table on a terminal and tsv into a pipe.")
    Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            converter = OutputConverter.class,
            description = "Write to FILE instead of standard output (-); it appears when it is complete.")
    Path output;

    @Option(
            names = "--excel",
            description = "CSV for Excel: with a byte order mark, and texts that look like a formula disarmed by a '.")
    boolean excel;

    @Option(
            names = "--columns",
            paramLabel = "NAME,...",
            hideParamSyntax = true,
            description =
                    "Only these columns, in this order, such as experiment_name,params.lr,metrics.loss,metrics.loss.min."
                            + " A name with a comma is quoted: 'params.\"a,b\",tags'.")
    List<String> columns = List.of();

    @Option(names = "--local", description = "Use the server inside this program, with the sample workspace demo.")
    boolean local;

    @Option(
            names = "--local-dir",
            paramLabel = "DIR",
            description = "The folder of the server inside this program; implies --local.")
    Path localFolder;

    @Option(
            names = "--offline",
            description = "Read the mirror that cometsh sync keeps, and send no request; each answer shows its age.")
    boolean offline;

    @Option(
            names = "--mirror",
            paramLabel = "DIR",
            description = "The folder of the mirror, where it was made with sync --to; implies --offline.")
    Path mirrorFolder;

    @Option(names = "--url", paramLabel = "URL", description = "The address of the Comet server.")
    String url;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "Read the API key from the first line of FILE.")
    Path apiKeyFile;

    @Option(names = "--workspace", paramLabel = "NAME", description = "The default workspace.")
    String workspace;

    @Option(
            names = "--read-only",
            description = "Refuse (exit 3) every change of data on the server; no such request is sent.")
    boolean readOnly;

    @Option(
            names = "--dry-run",
            description = "Show on standard error what each write would send, and send none; reads are made.")
    boolean dryRun;

    @Option(names = "--strict", description = "An unknown column is an error (exit 4) instead of a warning.")
    boolean strict;

    @Option(
            names = "--lenient",
            description = "An unknown column is a warning and matches nothing, also where it is an error by default.")
    boolean lenient;

    @Option(names = "--no-cache", description = "Ask the server each time.")
    boolean noCache;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for the connection and for each answer.")
    Integer timeoutSeconds;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "Add to FILE one JSON line for the start, each request, wait, warning and error, and the end.")
    Path log;

    @Option(
            names = {"-q", "--quiet"},
            description = "No warnings and notices.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "One line on standard error for each request, and their number and bytes at the end.")
    boolean verbose;

    @Option(names = "--stacktrace", description = "Show the whole stack of an error.")
    boolean stacktrace;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "auto, always or never; NO_COLOR in the environment is never.")
    String color = "auto";

    @Option(
            names = "--plain",
            description =
                    "For a screen reader: no colours, nothing drawn, rows and plots as sentences; COMETSH_PLAIN=1 is the same.")
    boolean plain;

    @Option(
            names = "--classpath",
            paramLabel = "JARS",
            description = "Jars that scripts may import from, as for java; COMETSH_CLASSPATH is the same.")
    String classpath;

    @Option(names = "--no-startup", description = "The shell does not run its startup file.")
    boolean noStartup;

    /** The columns that are asked for; empty for all. */
    List<String> columns() {
        return columns("--columns", columns);
    }

    /** The columns that an option lists, each in its grammar; {@code :desc} may follow. */
    static List<String> columns(String option, List<String> values) {
        if (values.isEmpty()) {
            // Or the patterns of the grammar would be made at each start.
            return List.of();
        }
        List<String> names = names(option, values);
        try {
            RunColumn.parse(names);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
        return names;
    }

    /** The names that an option lists. */
    static List<String> names(String option, List<String> values) {
        try {
            return NameList.parse(values);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    /** For a command whose answer to a misspelled column would be taken for a fact. */
    void beStrictByDefault() {
        strict = !lenient;
    }

    boolean isLocal() {
        return local || localFolder != null;
    }

    boolean isOffline() {
        return offline || mirrorFolder != null;
    }

    /** {@code -} is standard output, which is also the default. */
    static final class OutputConverter implements ITypeConverter<Path> {
        @Override
        public Path convert(String name) {
            return name.equals("-") ? null : Path.of(name);
        }
    }

    /** Format names in small letters, and an error that lists them. */
    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String name) {
            return Format.named(name)
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no format \"" + name + "\"; use one of " + Format.names()));
        }
    }
}
