package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ForeignCommandsTest {
    private static final Predicate<String> KNOWN =
            Set.of(":help", ":quit", ":history", ":vars", ":open", ":time", ":columns", ":save")::contains;

    private static String advice(String line) {
        return ForeignCommands.advice(line, KNOWN);
    }

    @Test
    void exit_quit_and_help_work_unless_they_are_the_user_s_own() {
        for (String line : List.of("exit", "quit", "exit()", "quit();")) {
            assertThat(ForeignCommands.asCommand(line, name -> false)).as(line).isEqualTo(":quit");
        }
        assertThat(ForeignCommands.asCommand("help", name -> false)).isEqualTo(":help");
        assertThat(ForeignCommands.asCommand("help(api.query)", name -> false)).isEqualTo(":doc api.query");
        assertThat(ForeignCommands.asCommand("help save", name -> false)).isEqualTo(":doc save");
        assertThat(ForeignCommands.asCommand("help(api)", "help"::equals)).isNull();
        assertThat(ForeignCommands.asCommand("exit", "exit"::equals)).isNull();
        assertThat(ForeignCommands.asCommand("exit(2)", name -> false)).isNull();
        assertThat(ForeignCommands.asCommand("exits", name -> false)).isNull();
    }

    @Test
    void commands_of_other_shells_suggest_ours() {
        assertThat(advice("/help")).isEqualTo("commands begin with a colon here: :help");
        assertThat(advice("/exit")).isEqualTo("commands begin with a colon here: :quit");
        assertThat(advice("\\q")).isEqualTo("commands begin with a colon here: :quit");
        assertThat(advice("%timeit api.getWorkspaces()"))
                .isEqualTo("commands begin with a colon here: :time api.getWorkspaces()");
        assertThat(advice("\\d+")).isEqualTo("commands begin with a colon here: :columns");
        assertThat(advice(".read best.groovy")).isEqualTo("commands begin with a colon here: :open best.groovy");
        assertThat(advice("/dorp x")).isEqualTo("no command /dorp; :help lists what there is");
        assertThat(advice("cometsh --local")).isEqualTo("cometsh is running already");
        assertThat(advice("bin/cometsh -e '1 + 1'")).contains("type the code that follows -e");
        assertThat(advice("cometsh = 5")).isNull();
        assertThat(advice("!ls -l")).isEqualTo("programs are run in Groovy: \"ls -l\".execute().text");
    }

    @Test
    void groovy_is_not_taken_for_one() {
        for (String line : List.of(
                "/a+/",
                "/help/.matches(x)",
                "!ready",
                "!ready && x",
                "x / y",
                "-1",
                ".5",
                "%",
                "/",
                "\\",
                "!!x",
                "/[a-z]+/")) {
            assertThat(advice(line)).as(line).isNull();
        }
    }
}
