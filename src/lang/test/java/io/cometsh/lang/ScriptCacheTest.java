package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.files.OwnerOnly;
import io.cometsh.query.QueryExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptCacheTest {
    /** Something of all that makes classes, lines and calls of its own. */
    private static final String EVERYTHING = """
            import groovy.transform.CompileStatic
            enum Shade { LIGHT, DARK { String toString() { 'very dark' } } }
            trait Named { String name = 'nobody' }
            class Person implements Named, Comparable<Person> {
                static class Inner { int x = 1 }
                int compareTo(Person other) { name <=> other.name }
                def runs = new Runnable() { void run() { name = 'ran' } }
            }
            @CompileStatic int twice(int x) { 2 * x }
            def person = new Person(name: 'ann')
            person.runs.run()
            def words = [3, 1, 2].sort { -it }.collect { n -> "n${n}" }
            def q = Metric('loss') < 0.2 & ~Tag('bad')
            [Shade.DARK as String, person.name, new Person.Inner().x, twice(21), words.join(), q.toString(),
                    (0.1 < Metric('x') < 0.5).toString(), evaluate('6 * 7')]
            """;

    @TempDir
    private Path folder;

    @Test
    void the_second_time_a_script_is_not_compiled() throws IOException {
        assertThat(run("1 + 1", "a")).isEqualTo(2);
        Path kept = files().get(0);
        assertThat(run("40 + 2", "a")).isEqualTo(42);
        Path other =
                files().stream().filter(file -> !file.equals(kept)).findFirst().orElseThrow();
        // Only a cache that is used can be fooled.
        Files.copy(other, kept, StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("1 + 1", "a")).isEqualTo(42);
    }

    @Test
    void a_kept_script_does_the_same() throws IOException {
        Object compiled = run(EVERYTHING, "everything.groovy");
        assertThat(files()).hasSize(1);
        assertThat(run(EVERYTHING, "everything.groovy"))
                .isEqualTo(compiled)
                .asString()
                .isEqualTo(new ScriptRunner(new ScriptContext())
                        .run(EVERYTHING, "everything.groovy", List.of())
                        .toString());
        assertThat(run("Metric('loss') < 0.2", "q")).isInstanceOf(QueryExpression.class);
        assertThat(run("Metric('loss') < 0.2", "q")).isInstanceOf(QueryExpression.class);
    }

    @Test
    void a_kept_script_compiles_with_its_own_loader_and_finds_what_it_compiled() throws IOException {
        String code = """
                class Own { int value = 6 }
                def loader = this.class.classLoader
                def made = loader.parseClass('class Made { def of() { (Metric("x") > 1).toString() + new Own().value } }')
                [made.getDeclaredConstructor().newInstance().of(), loader.loadClass('Made') == made,
                        Class.forName('Own', true, loader) == Own, new Own(value: 7).properties.value]
                """;
        Object compiled = run(code, "loader.groovy");
        assertThat(compiled).asString().endsWith("6, true, true, 7]");
        assertThat(files()).hasSize(1);
        assertThat(run(code, "loader.groovy")).isEqualTo(compiled);
    }

    @Test
    void each_run_has_variables_and_static_fields_of_its_own() {
        String code = "class Count { static int n = 0 }\nx = args.length + (Count.n += 1)";
        assertThat(run(code, "a")).isEqualTo(1);
        assertThat(run(code, "a")).isEqualTo(1);
    }

    @Test
    void an_error_still_tells_the_line() {
        String code = "def x = 1\n\nthrow new IllegalStateException('no')";
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> run(code, "nightly.groovy"))
                    .isInstanceOf(IllegalStateException.class)
                    .satisfies(failure -> assertThat(Stream.of(failure.getStackTrace())
                                    .filter(frame -> "nightly.groovy".equals(frame.getFileName()))
                                    .findFirst()
                                    .orElseThrow()
                                    .getLineNumber())
                            .isEqualTo(3));
        }
    }

    @Test
    void a_file_of_classes_starts_by_its_main() throws IOException {
        String code =
                "class App { static void main(String[] a) { System.setProperty('cache.test', a[0]) } }\nclass B {}";
        for (String argument : List.of("first", "second")) {
            new ScriptRunner(new ScriptContext(), ScriptCache.in(folder, text -> true, OwnerOnly::isOwn))
                    .run(code, "App.groovy", List.of(argument));
            assertThat(System.clearProperty("cache.test")).isEqualTo(argument);
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void another_text_or_another_name_is_another_script() throws IOException {
        run("1", "a");
        run("1 ", "a");
        run("1", "b");
        assertThat(files()).hasSize(3);
    }

    @Test
    void what_does_not_compile_is_not_kept() throws IOException {
        assertThatThrownBy(() -> run("1 +", "a")).isInstanceOf(ScriptCompileException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_damaged_file_is_compiled_again_and_replaced() throws IOException {
        run("[1, 2].collect { it * 21 }.last()", "a");
        Path kept = files().get(0);
        byte[] whole = Files.readAllBytes(kept);
        for (int length : new int[] {0, 5, 8, whole.length / 2, whole.length - 1}) {
            Files.write(kept, Arrays.copyOf(whole, length));
            assertThat(run("[1, 2].collect { it * 21 }.last()", "a")).isEqualTo(42);
            assertThat(kept).hasBinaryContent(whole);
        }
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(kept, changed);
        assertThat(run("[1, 2].collect { it * 21 }.last()", "a")).isEqualTo(42);
    }

    @Test
    void a_folder_that_cannot_be_made_costs_nothing() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ScriptRunner runner = new ScriptRunner(
                new ScriptContext(), ScriptCache.in(file.resolve("scripts"), text -> true, OwnerOnly::isOwn));
        assertThat(runner.run("1 + 1", "a", List.of())).isEqualTo(2);
    }

    @Test
    void what_nobody_has_used_for_a_month_goes_when_something_new_comes() throws IOException {
        run("1", "old");
        run("2", "young");
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        for (Path file : files()) {
            Files.setLastModifiedTime(file, longAgo);
        }
        run("2", "young");
        run("3", "new");
        assertThat(files()).hasSize(2);
    }

    @Test
    void what_others_can_write_is_not_run() throws IOException {
        run("1", "a");
        Path one = files().get(0);
        run("2", "a");
        Path two =
                files().stream().filter(file -> !file.equals(one)).findFirst().orElseThrow();
        Files.copy(two, one, StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("1", "a")).as("what is kept is run").isEqualTo(2);
        Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(run("1", "a")).isEqualTo(1);

        Files.copy(two, one, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(run("1", "a")).isEqualTo(1);
        assertThat(one).as("and nothing is kept there").hasSameBinaryContentAs(two);
    }

    @Test
    void code_that_must_not_be_kept_is_not_kept() throws IOException {
        ScriptCache cache = ScriptCache.in(folder, code -> !code.contains("secret"), OwnerOnly::isOwn);
        assertThat(new ScriptRunner(new ScriptContext(), cache).run("'secret'.size()", "a", List.of()))
                .isEqualTo(6);
        assertThat(files()).isEmpty();
    }

    private Object run(String code, String name) {
        return new ScriptRunner(new ScriptContext(), ScriptCache.in(folder, text -> true, OwnerOnly::isOwn))
                .run(code, name, List.of());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
