package io.cometsh.cli;

import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cometsh config}: each setting, its value and where it comes from. */
@Command(
        name = "config",
        description = "Shows each setting and where it comes from; secrets as <hidden>.",
        footer = {"", "Example:", "  cometsh config"})
final class ConfigCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Mixin
    private HelpOption help;

    ConfigCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return new Invocation(options, context, "config").of(connection -> {
            try (Output output = Output.to(options.output, context.out())) {
                List<List<Object>> rows = connection.settings().rows().stream()
                        .map(ConfigCommand::cells)
                        .toList();
                Format format = options.format != null ? options.format : Format.TABLE;
                new ResultPrinter(output.stream(), format, options.columns(), false, 0)
                        .print(new Table(List.of("setting", "value", "source"), rows));
                output.complete();
                connection.settings().advice().forEach(connection::warn);
                return ExitCode.DONE;
            }
        });
    }

    private static List<Object> cells(Settings.SettingRow row) {
        return Arrays.asList(row.name(), row.value().isEmpty() ? null : row.value(), row.source());
    }
}
