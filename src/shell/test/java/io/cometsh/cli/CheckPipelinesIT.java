package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The steps of the action for GitHub, and of the examples for GitLab and Jenkins, run as these systems run them. */
@Tag("launcher")
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CheckPipelinesIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final String KEY = "SeCrEtKeY0123456789";
    private static CometServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        Worlds.fill(
                server,
                "acme",
                "vision",
                3,
                (run, i) -> run.tag(List.of("main", "abc", "bad").get(i))
                        .metric("val_loss", i == 2 ? 1 : 0.5)
                        .metric("val_accuracy", 0.98));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** All of them get the program into this folder of the work space. */
    @BeforeEach
    void link() throws IOException {
        Files.createSymbolicLink(folder.resolve("cometsh"), CHECKOUT);
    }

    private Ended run(String script, Map<String, String> variables) throws IOException, InterruptedException {
        Ended ended = BuiltProgram.in(folder)
                .on(server.address(), KEY)
                .with(Map.of("COMET_PROJECT", "acme/vision"))
                .with(variables)
                .withOneStream()
                .command("bash", "-e", "-c", script);
        assertThat(ended.out()).doesNotContain(KEY);
        return ended;
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    @SuppressWarnings("unchecked")
    private static <T> T at(Object node, Object... path) {
        Object inner = node;
        for (Object step : path) {
            inner = step instanceof Integer index ? ((List<?>) inner).get(index) : ((Map<?, ?>) inner).get(step);
        }
        return (T) inner;
    }

    /** Only what GitHub replaces in this action: {@code ${{ inputs.NAME }}}, by the given or the default value. */
    private static Map<String, String> environment(Map<String, Object> action, Map<String, String> given) {
        Map<String, Object> inputs = at(action, "inputs");
        assertThat(inputs.keySet()).containsAll(given.keySet());
        Map<String, String> environment = new LinkedHashMap<>();
        Map<String, String> declared = at(action, "runs", "steps", 1, "env");
        declared.forEach((variable, expression) -> {
            String name = expression.replaceAll("^\\$\\{\\{ inputs\\.([\\w-]+) }}$", "$1");
            assertThat(inputs).containsKey(name);
            Object value = given.containsKey(name) ? given.get(name) : at(inputs, name, "default");
            assertThat(value).as(name).isNotNull();
            environment.put(variable, value.toString());
        });
        return environment;
    }

    private Ended action(Map<String, String> given) throws IOException, InterruptedException {
        Map<String, Object> action = yaml(CHECKOUT.resolve(".github/actions/check/action.yml"));
        assertThat(CheckPipelinesIT.<String>at(action, "runs", "using")).isEqualTo("composite");
        String script = at(action, "runs", "steps", 1, "run");
        assertThat(script).doesNotContain("${{");
        Map<String, String> inputs = new LinkedHashMap<>(given);
        inputs.put("api-key", KEY);
        Map<String, String> environment = environment(action, inputs);
        environment.put(
                "GITHUB_ACTION_PATH", CHECKOUT.resolve(".github/actions/check").toString());
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
        environment.put("RUNNER_TEMP", folder.toString());
        environment.remove("COMET_URL_OVERRIDE");
        return run(script, environment);
    }

    @Test
    void the_action_passes_and_fails_with_a_summary_and_a_junit_file() throws Exception {
        Files.writeString(folder.resolve("summary.md"), "# Earlier step\n");
        Map<String, String> inputs = DocumentedAction.inputs();
        inputs.computeIfPresent("query", (name, query) -> query.replace("${{ github.sha }}", "abc"));
        inputs.computeIfPresent("expect", (name, lines) -> lines + "# a comment\n");
        inputs.put("url", server.address().toString());
        assertThat(action(inputs).exit()).isZero();
        assertThat(CheckIT.cases(folder.resolve("cometsh-check.xml"))).containsExactly("system-out", "system-out");
        assertThat(folder.resolve("summary.md"))
                .content()
                .startsWith(
                        "# Earlier step\n### acme/vision: 2 passed, 0 failed, 0 could not be compared\n\n| status |");

        inputs.put("query", "Tag(\"bad\")");
        inputs.put("junit", "other.xml");
        Ended ended = action(inputs);
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).contains("1.0 is not <= 0.51");
        assertThat(CheckIT.cases(folder.resolve("other.xml"))).containsExactly("system-out", "failure");
    }

    @Test
    void the_job_for_gitlab() throws Exception {
        Map<String, Object> job = at(yaml(CHECKOUT.resolve("scripts/automation/gitlab-ci.yml")), "check-runs");
        List<String> script = at(job, "script");
        String junit = at(job, "artifacts", "reports", "junit");
        assertThat(run(String.join("\n", script), Map.of("CI_COMMIT_SHORT_SHA", "abc"))
                        .exit())
                .isZero();
        assertThat(CheckIT.cases(folder.resolve(junit))).containsExactly("system-out", "system-out");
        assertThat(run(String.join("\n", script), Map.of("CI_COMMIT_SHORT_SHA", "bad"))
                        .exit())
                .isEqualTo(1);
        assertThat(CheckIT.cases(folder.resolve(junit))).containsExactly("system-out", "failure");
    }

    /** Calls every block, and notes what {@code sh} and {@code junit} are given. */
    public abstract static class Pipeline extends Script {
        @Override
        public Object invokeMethod(String name, Object arguments) {
            Object[] all = (Object[]) arguments;
            if (all.length > 0 && all[all.length - 1] instanceof Closure<?> block) {
                block.setDelegate(this);
                return block.call();
            }
            List<String> steps = noted(name);
            if (steps != null) {
                steps.add(String.valueOf(all[0]));
            }
            return name;
        }

        @SuppressWarnings("unchecked")
        private List<String> noted(String name) {
            return getBinding().hasVariable(name) ? (List<String>) getBinding().getVariable(name) : null;
        }
    }

    @Test
    void the_stages_for_jenkins() throws Exception {
        List<String> steps = new ArrayList<>();
        List<String> reports = new ArrayList<>();
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(Pipeline.class.getName());
        new GroovyShell(
                        getClass().getClassLoader(),
                        new Binding(new LinkedHashMap<>(Map.of("sh", steps, "junit", reports, "any", "any"))),
                        configuration)
                .evaluate(CHECKOUT.resolve("scripts/automation/Jenkinsfile").toFile());
        assertThat(steps).hasSize(2);
        assertThat(reports).containsExactly("check.xml");
        assertThat(run(String.join("\n", steps), Map.of("GIT_COMMIT", "abc")).exit())
                .isZero();
        assertThat(CheckIT.cases(folder.resolve("check.xml"))).containsExactly("system-out", "system-out");
        assertThat(run(String.join("\n", steps), Map.of("GIT_COMMIT", "bad")).exit())
                .isEqualTo(1);
    }
}
