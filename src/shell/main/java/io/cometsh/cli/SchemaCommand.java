package io.cometsh.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.export.Format;
import io.cometsh.text.Names;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/** {@code cometsh schema}: the commands for a program, from the model that help and documentation are made of. */
@Command(
        name = "schema",
        description = {
            "Prints options, arguments, output formats and exit codes of a command, or of all, as JSON Schema."
        },
        footer = {"", "Example:", "  cometsh schema query"})
final class SchemaCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..1",
            description = "A command, such as query. Default: all commands.")
    private String command;

    @Mixin
    private HelpOption help;

    SchemaCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandLine line = Cometsh.commandLine(context);
        Map<String, CommandLine> commands = line.getSubcommands();
        ObjectNode schema = new JsonMapper().createObjectNode();
        if (command != null) {
            if (!commands.containsKey(command)) {
                throw new UsageException("there is no command \"" + command + "\""
                        + Names.hint(command, List.copyOf(commands.keySet())));
            }
            describe(commands.get(command).getCommandSpec(), schema);
        } else {
            describe(line.getCommandSpec(), schema);
            ObjectNode parts = schema.putObject("$defs");
            commands.forEach((name, one) -> describe(one.getCommandSpec(), parts.putObject(name)));
        }
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        PrintStream out = context.out();
        out.println(schema.toPrettyString());
        return ExitCode.DONE;
    }

    private static void describe(CommandSpec spec, ObjectNode schema) {
        schema.put("title", spec.qualifiedName(" "));
        schema.put(
                "description",
                String.join(" ", spec.usageMessage().description()).trim());
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.arrayNode();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                ObjectNode property = properties.putObject(option.longestName());
                property(option, property);
                if (option.required()) {
                    required.add(option.longestName());
                }
            }
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (!parameter.hidden()) {
                property(parameter, properties.putObject(parameter.paramLabel()));
                if (parameter.arity().min() > 0) {
                    required.add(parameter.paramLabel());
                }
            }
        }
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (spec.findOption("--format") != null) {
            ArrayNode formats = schema.putArray("x-output-formats");
            Arrays.stream(Format.values()).map(Format::toString).forEach(formats::add);
        }
        ObjectNode exits = schema.putObject("x-exit-codes");
        spec.root().usageMessage().exitCodeList().forEach(exits::put);
        if (!spec.subcommands().isEmpty() && spec.parent() != null) {
            ObjectNode parts = schema.putObject("$defs");
            spec.subcommands().forEach((name, one) -> describe(one.getCommandSpec(), parts.putObject(name)));
        }
    }

    private static void property(ArgSpec argument, ObjectNode property) {
        ObjectNode one = property;
        if (argument.isMultiValue()) {
            property.put("type", "array");
            one = property.putObject("items");
        }
        Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        one.put("type", name(type));
        if (type.isEnum()) {
            ArrayNode values = one.putArray("enum");
            Arrays.stream(type.getEnumConstants()).map(Object::toString).forEach(values::add);
        }
        property.put("description", String.join(" ", argument.description()));
    }

    private static String name(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "integer";
        }
        return Number.class.isAssignableFrom(type) || type == double.class ? "number" : "string";
    }
}
