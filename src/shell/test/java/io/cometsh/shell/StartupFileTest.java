package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.shell.StartupFile.Part;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupFileTest {
    @Test
    void commands_are_on_lines_of_their_own_and_groovy_keeps_its_line_numbers() {
        assertThat(StartupFile.parts("x = 1\ny = 2\n\n:use demo/digits\n:set rows 7\ndef f() {\n  x ?\n  1 : 2\n}\n"))
                .containsExactly(
                        new Part("x = 1\ny = 2", false, 1),
                        new Part(":use demo/digits", true, 4),
                        new Part(":set rows 7", true, 5),
                        new Part("\n\n\n\n\ndef f() {\n  x ?\n  1 : 2\n}", false, 6));
        assertThat(StartupFile.parts("\n \n")).isEmpty();
    }

    @Test
    void a_colon_inside_of_groovy_is_not_a_command() {
        assertThat(StartupFile.parts("x = a ?\n  :b")).hasSize(1);
        assertThat(StartupFile.parts("x = a ? 1\n: 2")).hasSize(1);
        assertThat(StartupFile.parts("help = \"\"\"\n:use is a command\n\"\"\""))
                .hasSize(1);
        assertThat(StartupFile.parts("/* the usual project:\n:use demo/digits\n*/\nx = 1"))
                .hasSize(1);
        assertThat(StartupFile.parts("x = [y ? 1\n:more]")).hasSize(1);
    }

    @Test
    void it_is_read_from_the_users_own_folder_and_nowhere_else() {
        Path home = Path.of("/home/a b");
        assertThat(ShellSetup.defaultStartup(Map.of(), home)).isEqualTo(home.resolve(".config/cometsh/startup.groovy"));
        assertThat(ShellSetup.defaultStartup(Map.of("XDG_CONFIG_HOME", "/etc/mine"), home))
                .isEqualTo(Path.of("/etc/mine/cometsh/startup.groovy"));
        assertThat(ShellSetup.defaultStartup(Map.of("XDG_CONFIG_HOME", "here"), home))
                .as("a relative folder would be the working folder's")
                .isEqualTo(home.resolve(".config/cometsh/startup.groovy"));
        assertThat(ShellSetup.defaultStartup(Map.of(), null)).isNull();
    }
}
