package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.query.QueryExpression;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonSpellingTest {

    /** A client of the size of a test. */
    public static class Client {
        public String getExperiments(String workspace) {
            return "experiments of " + workspace;
        }

        public String getExperiments(String workspace, String projectName) {
            return "experiments of " + workspace + "/" + projectName;
        }

        public String getExperiments(String workspace, String projectName, String pattern) {
            return "experiments of " + workspace + "/" + projectName + " like " + pattern;
        }

        public String query(String workspace, String project, QueryExpression query) {
            return query(workspace, project, query, false);
        }

        public String query(String workspace, String project, QueryExpression query, boolean archived) {
            return workspace + "/" + project + " " + query + (archived ? " archived" : "");
        }

        public String logParameters(Map<String, ?> parameters) {
            return "logged " + parameters;
        }

        public String logParameters(Map<String, ?> parameters, String prefix, Long step) {
            return "logged " + prefix + parameters + " at " + step;
        }

        public String logImage(String filename) {
            return logImage(filename, null, null, null);
        }

        public String logImage(String filename, String name, Number step, Boolean overwrite) {
            return filename + " " + name + " " + step + " " + overwrite;
        }

        public String find(String path) {
            return path;
        }

        public String find(String workspace, String experiment) {
            return workspace + "/" + experiment;
        }

        public String logHTML(String html) {
            return html;
        }

        public String getTags(String... names) {
            return List.of(names).toString();
        }

        public String fail(String why) throws IOException {
            throw new IOException(why);
        }

        public String fail_late(int after) {
            return "own snake case " + after;
        }

        public int plus(int a, int b) {
            return a + b;
        }
    }

    public static final class BetterClient extends Client {
        public String getDisplayName() {
            return "ada";
        }

        public boolean isReallyReady() {
            return true;
        }

        public String deleteAll() {
            throw new AssertionError("nobody called it");
        }

        public String onlyHere(int n) {
            return "better " + n;
        }
    }

    public record Row(String name, int currentValue) {}

    public static final class Stranger {
        public int doSomething() {
            return 1;
        }
    }

    @BeforeAll
    static void install() {
        PythonSpelling.install(Client.class, Row.class);
    }

    private static Object run(String code) {
        ScriptContext context = new ScriptContext()
                .variable("api", new Client())
                .variable("better", new BetterClient())
                .variable("row", new Row("a", 5))
                .variable("stranger", new Stranger());
        return new ScriptRunner(context).run(code, "script.groovy", List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.get_experiments('acme')                                | experiments of acme",
                "api.getExperiments('acme')                                 | experiments of acme",
                "api.get_experiments('acme', 'vision')                      | experiments of acme/vision",
                "api.get_experiments(workspace: 'acme')                     | experiments of acme",
                "api.getExperiments(workspace: 'acme')                      | experiments of acme",
                "api.get_experiments(project_name: 'vision', workspace: 'acme') | experiments of acme/vision",
                "api.getExperiments('acme', projectName: 'vision')          | experiments of acme/vision",
                "api.getExperiments('acme', project: 'vision')              | experiments of acme/vision",
                "api.get_experiments('acme', 'vision', pattern: \"a.${1}\") | experiments of acme/vision like a.1",
                "api.get_experiments('acme', pattern: 'b', project_name: null) | experiments of acme/null like b",
                "api.query('a', 'v', Metric('x') > 1, archived: true)       | a/v (Metric(\"x\") > 1) archived",
                "api.query('a', 'v', Metric('x') > 1)                       | a/v (Metric(\"x\") > 1)",
                "api.query(workspace: 'a', project_name: 'v', query: Tag('t')) | a/v Tag(\"t\")",
                "api.log_parameters([a: 1])                                 | logged {a=1}",
                "api.log_parameters(a: 1)                                   | logged {a=1}",
                "api.log_parameters([a: 1], prefix: 'p', step: 3)           | logged p{a=1} at 3",
                "api.get_experiments('acme', pattern: 'b')                  | experiments of acme/null like b",
                "api.log_image('a.png', step: 3)                            | a.png null 3 null",
                "api.log_image('a.png', overwrite: true, name: 'b')         | a.png b null true",
                "api.log_image(step: 3, filename: 'a.png')                  | a.png null 3 null",
                "api.logImage('a.png', 'b', 4)                              | a.png b 4 null",
                "api.log_image('a.png', 'b', overwrite: false)              | a.png b null false",
                "api.find(experiment: 'e', workspace: 'w')                  | w/e",
                "api.log_html('<b>')                                        | <b>",
                "api.get_tags('a', 'b')                                     | [a, b]",
                "api.get_tags()                                             | []",
                "api.fail_late(3)                                           | own snake case 3",
                "better.only_here(n: 4)                                     | better 4",
                "better.get_experiments('acme')                             | experiments of acme",
                "api.with { get_experiments('acme') }                       | experiments of acme",
                "[api]*.get_experiments('acme')[0]                          | experiments of acme",
                "['acme'].collect { api.get_experiments(it) }[0]            | experiments of acme",
                "def name = 'get_experiments'; api.\"$name\"('acme')        | experiments of acme"
            })
    void a_call_in_pythons_spelling_is_ours(String code, String expected) {
        assertThat(run(code)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.get_experimants('a')  | Client has no method get_experimants; did you mean get_experiments?",
                "api.getExperimants('a')   | Client has no method getExperimants; did you mean getExperiments?",
                "api.frobnicate()          | Client has no method frobnicate",
                "api.get_experiments('a', patern: 'x') | get_experiments has no parameter patern; did you mean pattern?"
                        + " It takes get_experiments(workspace) or get_experiments(workspace, project_name) or"
                        + " get_experiments(workspace, project_name, pattern)",
                "api.get_experiments(pattern: 'x') | get_experiments cannot take (pattern: ...). It takes"
                        + " get_experiments(workspace) or get_experiments(workspace, project_name) or"
                        + " get_experiments(workspace, project_name, pattern)",
                "api.log_image('a', size: 3) | log_image has no parameter size. It takes log_image(filename) or"
                        + " log_image(filename, name, step, overwrite)",
                "api.log_image('a', name: 3) | log_image cannot take (String, name: ...). It takes log_image(filename) or"
                        + " log_image(filename, name, step, overwrite)",
                "api.log_image('a', filename: 'b') | log_image cannot take (String, filename: ...). It takes"
                        + " log_image(filename) or log_image(filename, name, step, overwrite)",
                "api.find(workspace: 'a') | find cannot take (workspace: ...). It takes find(path) or"
                        + " find(workspace, experiment)",
                "api.log_html(5)           | log_html cannot take (Integer). It takes log_html(html)",
                "api.plus(a: 1)            | plus cannot take (a: ...). It takes plus(a, b)",
                "api.plus(a: 'x', b: 2)    | plus cannot take (a: ..., b: ...). It takes plus(a, b)"
            })
    void the_error_for_an_unknown_call_suggests_the_probable_one(String code, String message) {
        assertThatThrownBy(() -> run(code))
                .isInstanceOf(SpellingException.class)
                .hasMessage(message);
    }

    @Test
    void what_the_method_throws_comes_out_as_it_was_thrown() {
        assertThatThrownBy(() -> run("api.fail('a')")).isExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> run("api.fail(why: 'b')"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("b");
    }

    @ParameterizedTest
    @CsvSource({
        "better.display_name, ada",
        "better.displayName, ada",
        "better.really_ready, true",
        "better.reallyReady, true",
        "row.current_value, 5",
        "row.currentValue, 5",
        "better.with { display_name }, ada"
    })
    void a_property_in_pythons_spelling_is_ours(String code, String expected) {
        assertThat(run(code)).hasToString(expected);
    }

    @Test
    void the_error_for_an_unknown_property_suggests_one_and_no_method_is_run() {
        assertThatThrownBy(() -> run("better.dislay_name"))
                .isInstanceOf(groovy.lang.MissingPropertyException.class)
                .hasMessage("BetterClient has no property `dislay_name`; did you mean display_name?");
        assertThatThrownBy(() -> run("better.delete_all"))
                .hasMessage("`delete_all` is a method of BetterClient: write delete_all()");
        assertThatThrownBy(() -> run("row.curent_value")).hasMessageContaining("did you mean current_value?");
    }

    @Test
    void other_classes_are_left_alone() {
        assertThat(run("stranger.doSomething()")).isEqualTo(1);
        assertThatThrownBy(() -> run("stranger.do_something()"))
                .isExactlyInstanceOf(groovy.lang.MissingMethodException.class);
    }

    @Test
    void groovys_own_methods_still_come_first() {
        assertThat(run("api.plus(1, 2)")).isEqualTo(3);
        assertThat(run("api.is(api) && api.respondsTo('query').size() == 2")).isEqualTo(true);
        assertThat(run("api.metaClass.respondsTo(api, 'get_experiments').isEmpty()"))
                .isEqualTo(true);
    }
}
