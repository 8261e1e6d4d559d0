package io.cometsh.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    @Test
    void joins_sections_and_keys_in_capitals() throws BadLine {
        assertThat(ConfigFile.parse("""
                # a comment
                COMET_WORKSPACE = acme
                [Comet]
                api_key = abc   # the key
                url_override=https://host/clientlib/
                  [[timeout]]
                  api = 20
                  file_download = 30
                [[http_session]]
                retry_total = 5
                [comet_project]
                name = vision
                """))
                .isEqualTo(Map.of(
                        "COMET_WORKSPACE", "acme",
                        "COMET_API_KEY", "abc",
                        "COMET_URL_OVERRIDE", "https://host/clientlib/",
                        "COMET_TIMEOUT_API", "20",
                        "COMET_TIMEOUT_FILE_DOWNLOAD", "30",
                        "COMET_HTTP_SESSION_RETRY_TOTAL", "5",
                        "COMET_PROJECT_NAME", "vision"));
    }

    @Test
    void keeps_quotes_and_the_text_between_them() throws BadLine {
        assertThat(ConfigFile.parse("[comet]\na = \"x # y\"\nb='z'\nc=\nd=x=y\n"))
                .isEqualTo(Map.of("COMET_A", "\"x # y\"", "COMET_B", "'z'", "COMET_C", "", "COMET_D", "x=y"));
    }

    @Test
    void fills_in_references_from_the_same_section_and_those_around() throws BadLine {
        assertThat(ConfigFile.parse("host=h.org\n[comet]\nport=80\nurl_override=http://%(host)s:%(port)s/\n"))
                .containsEntry("COMET_URL_OVERRIDE", "http://h.org:80/");
    }

    @Test
    void reads_windows_line_ends_and_a_byte_order_mark() throws BadLine {
        assertThat(ConfigFile.parse("\uFEFF[comet]\r\napi_key=abc\r\n")).isEqualTo(Map.of("COMET_API_KEY", "abc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[comet]\\nbroken | 2 | this is neither [section] nor name = value",
                "[comet | 1 | this is neither [section] nor name = value",
                "[[comet] | 1 | the brackets of the section do not match",
                "[a]\\n[[[b]]] | 2 | the section is nested too deeply for its parent section",
                "[a]\\nx=1\\nx=2 | 3 | \"x\" is there twice in its section",
                "[a]\\n[b]\\n[a] | 3 | the section \"a\" is there twice",
                "[a]\\nx=%(y)s | 2 | there is no \"y\" for %(y)s",
                "[a]\\nx=%(x)s | 2 | %(x)s refers to itself",
                "[a]\\nx=\"y | 2 | the quotes around the value are not closed",
            })
    void names_the_line_that_is_broken(String text, int line, String reason) {
        BadLine bad = catchThrowableOfType(BadLine.class, () -> ConfigFile.parse(text.replace("\\n", "\n")));
        assertThat(bad).hasMessage(reason);
        assertThat(bad.line()).isEqualTo(line);
    }

    @Test
    void reads_a_dot_env() throws BadLine {
        assertThat(DotEnvFile.parse("# c\n\nA=1\nexport B = 'two words'\nC=\"x\"\nD=a=b\nE=\n"))
                .isEqualTo(Map.of("A", "1", "B", "two words", "C", "x", "D", "a=b", "E", ""));
    }

    @Test
    void names_the_broken_line_of_a_dot_env_without_showing_it() {
        BadLine bad = catchThrowableOfType(BadLine.class, () -> DotEnvFile.parse("A=1\nsecretkey\n"));
        assertThat(bad.line()).isEqualTo(2);
        assertThat(bad).hasMessageNotContaining("secretkey");
        bad = catchThrowableOfType(BadLine.class, () -> DotEnvFile.parse("A B=1\n"));
        assertThat(bad).hasMessageContaining("is not a name");
    }
}
