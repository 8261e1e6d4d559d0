package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** picocli is the model of the command line: a line that is read without it means what it means to picocli. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class UsualLineTest {
    private static final ProcessContext PROCESS = CommandPages.nowhere();

    /** One line, changed a little or put together at random; most of what users type is among them. */
    private static final List<List<String>> USUAL = List.of(
            List.of(),
            List.of("--version"),
            List.of("-e", "1 + 1"),
            List.of("-e", "x = 1", "-e", "x + 1"),
            List.of("-e", "args", "a", "b"),
            List.of("--local", "-e", "api.query('demo', 'digits', Tag('x'))", "-f", "csv", "-o", "best.csv"),
            List.of("run.groovy", "a", "--b", "-c"),
            List.of("-", "a"),
            List.of("-f", "csv", "--columns", "a,b", "--columns", "c", "./run"),
            List.of("query", "demo/digits", "Metric('a') > 1"),
            List.of("query", "demo/digits", "Metric('a') > 1", "--sort", "a", "--sort", "b:desc", "--limit", "5"),
            List.of("--url", "http://localhost:1", "query", "-f", "json", "demo/digits", "Tag('a')", "--archived"),
            List.of("query", "--explain", "demo/digits", "Tag('a')", "-q", "--timeout", "30", "--log", "l.jsonl"),
            List.of("export", "demo/digits", "--metrics", "-o", "points.csv", "-q"),
            List.of("export", "--metrics", "demo/digits", "-o", "points.csv", "--since", "24h", "--resume"),
            List.of("export", "demo", "demo/dig*", "--runs", "-o", "runs.parquet", "--keep-going", "--archived"),
            List.of("--url", "http://localhost:1", "export", "demo", "--assets", "-o", "files", "--query", "Tag('a')"),
            List.of("export", "demo", "--metrics", "loss,acc", "--sampled", "-o", "x.csv.gz", "--columns", "step"));

    private static List<String> vocabulary() {
        CommandLine line = Cometsh.commandLine(PROCESS);
        Stream<String> options = Stream.of(
                        line,
                        line.getSubcommands().get("query"),
                        line.getSubcommands().get("export"))
                .flatMap(one -> one.getCommandSpec().options().stream())
                .map(OptionSpec::names)
                .flatMap(Arrays::stream);
        Stream<String> others = Stream.of(
                "",
                "-",
                "--",
                "a",
                "a,b",
                "5",
                "-5",
                "0x10",
                "12345678901",
                "csv",
                "CSV",
                "x.groovy",
                "./x",
                "a b",
                "'a'",
                "\"a\"",
                "-e1",
                "-fcsv",
                "-qv",
                "--format=csv",
                "-f=csv",
                "--unknown",
                "@file",
                "1 + 1",
                "never",
                "demo/digits",
                "Tag('x')",
                "query",
                "export",
                "-e",
                "-f",
                "${x}",
                "\0");
        return Stream.of(options, line.getSubcommands().keySet().stream(), others)
                .flatMap(words -> words)
                .toList();
    }

    /** The values of the fields that a command line sets. */
    private static Map<String, Object> fields(Object command) throws ReflectiveOperationException {
        Map<String, Object> fields = new TreeMap<>();
        for (Field field : command.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            Object value = field.get(command);
            if (value instanceof GlobalOptions) {
                fields.put("options", fields(value));
            } else if (value instanceof ExportCommand.Kind) {
                fields.put("kind", fields(value));
            } else if (!field.getName().startsWith("$") && field.getType() != HelpOption.class) {
                fields.put(field.getName(), value instanceof String[] words ? List.of(words) : value);
            }
        }
        return fields;
    }

    private static Map<String, Object> byPicocli(String... words) throws ReflectiveOperationException {
        CommandLine line = Cometsh.commandLine(PROCESS);
        CommandLine.ParseResult parsed = line.parseArgs(words);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return fields(parsed.commandSpec().userObject());
    }

    private static boolean agrees(List<String> line) throws ReflectiveOperationException {
        String[] words = line.toArray(String[]::new);
        Callable<Integer> usual = UsualLine.read(PROCESS, words);
        if (usual == null) {
            return false;
        }
        try {
            assertThat(fields(usual)).as("%s", line).isEqualTo(byPicocli(words));
        } catch (ParameterException e) {
            throw new AssertionError("picocli refuses " + line + ": " + e.getMessage());
        }
        return true;
    }

    @Test
    void what_users_type_most_is_read_without_picocli_and_means_the_same() throws Exception {
        for (List<String> line : USUAL) {
            if (!line.equals(List.of("--version"))) {
                assertThat(agrees(line)).as("%s", line).isTrue();
            }
        }
    }

    @Test
    void every_other_line_is_left_to_picocli_or_means_the_same() throws Exception {
        Random random = new Random(17);
        List<String> vocabulary = vocabulary();
        int read = 0;
        for (int i = 0; i < 6_000; i++) {
            List<String> line = new ArrayList<>(USUAL.get(random.nextInt(USUAL.size())));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int place = random.nextInt(line.size() + 1);
                if (place < line.size() && random.nextInt(3) == 0) {
                    line.remove(place);
                } else {
                    line.add(place, vocabulary.get(random.nextInt(vocabulary.size())));
                }
            }
            if (!line.equals(List.of("--version")) && agrees(line)) {
                read++;
            }
        }
        assertThat(read).isGreaterThan(600);
    }

    @Test
    void the_commands_are_the_commands_of_picocli() {
        assertThat(UsualLine.COMMANDS)
                .isEqualTo(Cometsh.commandLine(PROCESS).getSubcommands().keySet());
    }

    @Test
    void the_version_is_the_same_line() {
        String usual = CommandRun.of(Path.of("").toAbsolutePath(), Map.of(), "--version")
                .out();
        String picocli = CommandRun.of(Path.of("").toAbsolutePath(), Map.of(), "--local", "--version")
                .out();
        assertThat(usual).isEqualTo(picocli).startsWith("cometsh ");
    }

    @Test
    void a_mistake_is_left_to_picocli() {
        for (List<String> line : List.of(
                List.of("-e"),
                List.of("--unknown"),
                List.of("-f", "pdf", "-e", "1"),
                List.of("-q", "-q", "-e", "1"),
                List.of("query", "demo/digits"),
                List.of("query", "demo/digits", "Tag('x')", "--limit", "many"))) {
            assertThat(UsualLine.read(PROCESS, line.toArray(String[]::new)))
                    .as("%s", line)
                    .isNull();
        }
    }
}
