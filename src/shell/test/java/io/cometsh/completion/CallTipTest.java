package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class CallTipTest {
    private final CallTip tip = new CallTip(Scope.of(Map.of("api", new SampleApi(), "text", "abc")));

    private String at(String before) {
        return at(before, 200);
    }

    /** The line, with the highlighted part between stars. */
    private String at(String before, int columns) {
        AttributedString line = tip.of(before, columns);
        if (line == null) {
            return null;
        }
        StringBuilder marked = new StringBuilder();
        boolean out = false;
        for (int i = 0; i <= line.length(); i++) {
            boolean bold = i < line.length() && line.styleAt(i).equals(AttributedStyle.DEFAULT.bold());
            marked.append(bold != out ? "*" : "").append(i < line.length() ? line.charAt(i) : "");
            out = bold;
        }
        return marked.toString();
    }

    @Test
    void marks_the_parameter_that_is_being_written() {
        assertThat(at("api.query("))
                .isEqualTo("query(*String workspace*, String projectName, QueryExpression query) → SampleList");
        assertThat(at("api.query('demo', '"))
                .isEqualTo("query(String workspace, *String projectName*, QueryExpression query) → SampleList");
        assertThat(at("api.query('demo', projectName: "))
                .isEqualTo("query(String workspace, *String projectName*, QueryExpression query) → SampleList");
        // Also right after a text or a number, where there is nothing to offer.
        assertThat(at("api.query('demo'"))
                .isEqualTo("query(*String workspace*, String projectName, QueryExpression query) → SampleList");
        assertThat(at("api.query('demo', text.trim()")).startsWith("query(String workspace, *String projectName*");
        assertThat(at("api.get_projects(")).isEqualTo("get_projects(*String workspace*) → List");
    }

    @Test
    void the_innermost_call_that_is_ours_is_shown() {
        assertThat(at("api.query('demo', 'digits', Metric('loss') < number(")).startsWith("query(");
        assertThat(at("api.getProjects(api.query(")).startsWith("query(");
    }

    @Test
    void is_silent_elsewhere() {
        assertThat(at("api.query('demo')")).isNull();
        assertThat(at("api.")).isNull();
        assertThat(at("x = 1")).isNull();
        assertThat(at("text.substring(")).isNull();
        assertThat(at("nobody.query(")).isNull();
        assertThat(at("// api.query(")).isNull();
    }

    @Test
    void a_narrow_terminal_shows_the_part_that_matters() {
        assertThat(at("api.query('demo', 'digits', ", 40))
                .contains("*QueryExpression query*")
                .startsWith("…");
        for (int columns = 5; columns < 100; columns++) {
            assertThat(tip.of("api.query('demo', ", columns).columnLength()).isLessThanOrEqualTo(columns);
        }
    }
}
