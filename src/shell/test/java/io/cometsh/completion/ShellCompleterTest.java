package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.ExperimentList;
import io.cometsh.completion.SampleApi.SampleExperiment;
import io.cometsh.query.Source;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;

class ShellCompleterTest {
    private final Map<String, Object> variables = new LinkedHashMap<>(Map.of(
            "api",
            new SampleApi(),
            "ws",
            "demo",
            "number",
            3,
            "exps",
            Arrays.asList(new SampleExperiment()),
            "exp",
            new SampleExperiment()));
    private final Scope scope = Scope.of(variables);
    private final LastProject lastPlace = new LastProject(scope);
    private final LiveNames live = new LiveNames(SampleApi.NAMES, Runnable::run, System::nanoTime, line -> {});
    private final CommandNames commands = new CommandNames() {
        @Override
        public Map<String, String> summaries() {
            return new LinkedHashMap<>(Map.of(":cache", "what is kept"));
        }

        @Override
        public Map<String, String> arguments(List<String> words, String word) {
            return words.equals(List.of(":cache", "do")) ? Map.of("experiment/tags", "") : Map.of("do", "", "on", "");
        }

        @Override
        public boolean takesGroovy(String command) {
            return command.equals(":time");
        }
    };
    private final ShellCompleter completer = new ShellCompleter(live, scope, lastPlace, commands, Deadline::none);

    private List<String> complete(String textWithCursor) {
        return candidates(textWithCursor).stream().map(Candidate::value).toList();
    }

    private List<Candidate> candidates(String textWithCursor) {
        int cursor = textWithCursor.indexOf('|');
        String text = textWithCursor.substring(0, cursor) + textWithCursor.substring(cursor + 1);
        List<Candidate> candidates = new ArrayList<>();
        completer.complete(text, cursor, new Size(), candidates);
        return candidates;
    }

    @Test
    void after_a_command_that_takes_groovy_completion_is_as_in_groovy() {
        assertThat(complete(":time api.getProjects('de|")).containsExactly("demo'");
        assertThat(complete(":time x = api.getProjects('de|')")).containsExactly("demo");
        assertThat(complete(":cache api.getProjects('de|")).isEmpty();
    }

    /** An extension method is offered, and its arguments are, as if the class had it itself. */
    @Test
    void what_the_program_adds_to_a_class_is_among_its_own_methods() {
        Api api = new Api(
                new FakeTransport().on("experiment/metadata", "{\"experimentKey\":\"k\",\"experimentName\":\"fox\"}"),
                () -> URI.create("http://localhost/"),
                ApiOptions.defaults());
        variables.put("run", api.getExperimentByKey("k"));
        assertThat(candidates("run.plo|")).singleElement().satisfies(plot -> {
            assertThat(plot.value()).isEqualTo("plot(");
            assertThat(plot.group()).isEqualTo("Experiment");
            assertThat(plot.descr()).isEqualTo("Map options[, Object metric] → Plot");
        });
        assertThat(complete("run.plot('loss', |")).contains("smooth: ", "log: ");
        assertThat(new CallTip(scope).of("run.plot('loss'", 200).toString())
                .isEqualTo("plot(Map options, Object metric) → Plot");
    }

    @Test
    void the_place_in_use_comes_before_the_one_last_named() {
        CurrentProject used = new CurrentProject();
        LastProject place = new LastProject(scope, used);
        place.saw("api.getExperiments('team-vision', 'mnist')");
        assertThat(place.get()).isEqualTo(new ProjectRef("team-vision", "mnist"));
        used.use("demo", null);
        assertThat(place.get()).isEqualTo(new ProjectRef("team-vision", "mnist"));
        used.use("demo", "digits");
        assertThat(place.get()).isEqualTo(new ProjectRef("demo", "digits"));
        assertThat(used.text()).isEqualTo("demo/digits");
    }

    @Test
    void offers_workspaces_inside_the_first_argument() {
        assertThat(complete("api.getProjects('|")).containsExactly("demo'", "o\\'brien'", "team-vision'");
        assertThat(complete("api.getProjects('de|")).containsExactly("demo'");
        assertThat(complete("println 'de|")).isEmpty();
        assertThat(complete("'de|")).isEmpty();
    }

    @Test
    void adds_the_closing_quote_only_where_none_follows() {
        assertThat(complete("api.getProjects(\"de|\")")).containsExactly("demo");
        assertThat(complete("api.getProjects(\"de|)")).containsExactly("demo\"");
        assertThat(complete("api.getExperiment(\"de|, \"mnist\")")).containsExactly("demo\"");
    }

    @Test
    void escapes_what_the_quote_needs_and_nothing_else() {
        assertThat(complete("api.getProjects('o|")).containsExactly("o\\'brien'");
        assertThat(complete("api.getProjects(\"o|")).containsExactly("o'brien\"");
        assertThat(complete("api.getProjects('o\\'b|")).containsExactly("o\\'brien'");
    }

    @Test
    void offers_projects_of_the_workspace_before_it() {
        assertThat(complete("api.getExperiments('demo', '|")).containsExactly("digits'", "mnist'");
        assertThat(complete("api.getExperiments(ws, '|")).containsExactly("digits'", "mnist'");
        assertThat(complete("api.getExperiments('other', '|")).isEmpty();
        assertThat(complete("api.getExperiments(number, '|")).isEmpty();
        assertThat(complete("api.getExperiments(someWorkspace(), '|")).isEmpty();
    }

    @Test
    void understands_named_arguments_python_names_and_calls_without_parentheses() {
        assertThat(complete("api.query(projectName: 'm|', workspace: 'demo')")).isEmpty();
        assertThat(complete("api.query(workspace: 'demo', projectName: 'm|')")).containsExactly("mnist");
        assertThat(complete("api.query(workspace: 'demo', project_name: 'm|')")).containsExactly("mnist");
        assertThat(complete("api.get_experiments('demo', 'm|")).containsExactly("mnist'");
        assertThat(complete("api.getExperiments 'demo', 'm|")).containsExactly("mnist'");
        assertThat(complete("x = api.getExperiments 'demo', 'm|")).containsExactly("mnist'");
    }

    @Test
    void offers_nothing_in_the_middle_of_a_computed_argument() {
        assertThat(complete("api.getProjects('de' + '|")).isEmpty();
        assertThat(complete("api.getProjects(\"${ws}de|")).isEmpty();
    }

    @Test
    void offers_nothing_in_comments_and_numbers() {
        assertThat(complete("// api.|")).isEmpty();
        assertThat(complete("/* api.|")).isEmpty();
        assertThat(complete("12|")).isEmpty();
    }

    @Test
    void offers_experiments_by_name_and_key() {
        assertThat(complete("api.getExperiment('demo', 'digits', '|"))
                .containsExactly("lucky_fox'", "sad_owl'", "key1'", "key2'");
    }

    @Test
    void completes_a_path_a_part_at_a_time() {
        assertThat(complete("api.get('|")).containsExactly("demo", "o\\'brien", "team-vision");
        assertThat(complete("api.get('demo|")).containsExactly("demo/");
        assertThat(complete("api.get('demo/|")).containsExactly("demo/digits", "demo/mnist");
        assertThat(complete("api.get('demo/digits|")).containsExactly("demo/digits/");
        assertThat(complete("api.get('demo/digits/l|")).containsExactly("demo/digits/lucky_fox'");
        assertThat(complete("api.get('demo/digits/lucky/|")).isEmpty();
        assertThat(complete("api.get('demo', '|")).containsExactly("digits'", "mnist'");
        assertThat(complete("api.get('demo', 'digits', 'l|")).containsExactly("lucky_fox'");
    }

    @Test
    void a_slash_tells_a_path_from_a_workspace() {
        assertThat(complete("api.getExperiment('de|")).containsExactly("demo'");
        assertThat(complete("api.getExperiment('demo/d|")).containsExactly("demo/digits");
        assertThat(candidates("api.getExperiment|"))
                .first()
                .extracting(Candidate::descr)
                .isEqualTo("String workspace, String projectName, String experiment → SampleExperiment");
    }

    @Test
    void offers_columns_of_the_source_and_of_the_project_of_the_enclosing_call() {
        assertThat(complete("api.query('demo', 'digits', Metric(\"|"))
                .containsExactly("accuracy\"", "loss\"", "of digits\"");
        assertThat(complete("api.query('demo', 'digits', (Metric('loss') < 1) & Parameter('|"))
                .containsExactly("lr'");
        assertThat(complete("api.query('demo', 'digits', Tag('|")).containsExactly("best'");
        assertThat(complete("api.query('demo', 'digits', Metric('loss') == '|")).isEmpty();
    }

    @Test
    void offers_columns_of_the_last_project_where_no_call_names_one() {
        // Without a project there is only something to read.
        assertThat(candidates("q = Metric('|")).singleElement().satisfies(hint -> {
            assertThat(hint.value()).isEmpty();
            assertThat(hint.group()).isEqualTo("of which project?");
        });
        lastPlace.saw("exps = api.getExperiments('demo', 'mnist')");
        assertThat(complete("q = Metric('o|")).containsExactly("of mnist'");
        lastPlace.saw("api.get('demo/digits/lucky_fox')");
        assertThat(complete("q = Metric('o|")).containsExactly("of digits'");
        lastPlace.saw("api.get('demo', 'mnist')");
        assertThat(complete("q = Metric('o|")).containsExactly("of mnist'");
        lastPlace.saw("api.get('demo/digits')");
        lastPlace.saw("println 'demo'");
        assertThat(complete("q = Metric('o|")).containsExactly("of digits'");
        assertThat(complete("exp.getMetrics('o|")).containsExactly("of digits'");
    }

    @Test
    void a_list_that_is_cut_has_a_note() {
        for (int i = 0; i <= Suggestions.MOST; i++) {
            variables.put("many" + i, i);
        }
        assertThat(candidates("many|"))
                .hasSize(Suggestions.MOST)
                .allMatch(candidate -> candidate.group().equals("variables (the best 500 of 501, type on for others)"));
        assertThat(candidates("many1|")).allMatch(candidate -> candidate.group().equals("variables"));
    }

    @Test
    void offers_members_with_their_parameters_and_calls_nothing() {
        assertThat(complete("api.|"))
                .containsExactly(
                        "get(", "getExperiment(", "getExperiments(", "getProjects(", "getWorkspaces()", "query(");
        assertThat(candidates("api.getExperiments|"))
                .extracting(Candidate::descr)
                .containsExactly("String workspace[, String projectName] → List<SampleExperiment>");
        assertThat(complete("nobody.|")).isEmpty();
        assertThat(complete("null.|")).isEmpty();
    }

    @Test
    void does_not_double_a_parenthesis_that_is_there() {
        assertThat(complete("api.getProj|('demo')")).containsExactly("getProjects");
    }

    @Test
    void spells_members_in_python_when_the_user_does() {
        assertThat(complete("api.get_exp|")).containsExactly("get_experiment(", "get_experiments(");
        assertThat(complete("api.getExp|")).containsExactly("getExperiment(", "getExperiments(");
    }

    @Test
    void follows_return_types_indexes_and_closures() {
        List<String> members = List.of("getMetrics(", "getName()");
        assertThat(complete("api.getExperiment('a', 'b', 'c').|")).isEqualTo(members);
        assertThat(complete("api.getExperiments('a')[0].|")).isEqualTo(members);
        assertThat(complete("api.getExperiments('a').first().|")).isEqualTo(members);
        assertThat(complete("exps[0]?.|")).isEqualTo(members);
        assertThat(complete("exps.each { it.|")).isEqualTo(members);
        assertThat(complete("exps.findAll { it.getName() }.last().|")).isEqualTo(members);
        assertThat(complete("api.getExperiments('a')\n  .first()\n  .|")).isEqualTo(members);
        assertThat(complete("api.query('a', 'b', q)[0].|")).isEqualTo(members);
        assertThat(complete("api.query('a', 'b', q).first().|")).isEqualTo(members);
        assertThat(complete("[1].each { it.|")).isEmpty();
    }

    @Test
    void offers_string_methods_after_a_text() {
        assertThat(complete("'abc'.toUpp|")).containsExactly("toUpperCase(");
        assertThat(complete("ws.toUpp|")).containsExactly("toUpperCase(");
    }

    @Test
    void offers_variables_words_and_the_query_language_at_a_plain_name() {
        assertThat(complete("ap|")).containsExactly("api");
        assertThat(complete("Met|")).containsExactly("Metric(\"", "Metadata(\"");
        assertThat(complete("whi|")).containsExactly("while");
        assertThat(complete("foo(a|")).contains("api", "as", "assert");
    }

    @Test
    void offers_commands_and_their_arguments_only_after_a_colon() {
        assertThat(complete(":|")).containsExactly(":cache");
        assertThat(complete(":cache d|")).containsExactly("do");
        assertThat(complete(":cache do exp|")).containsExactly("experiment/tags");
        assertThat(complete("cac|")).isEmpty();
    }

    @Test
    void offers_the_names_of_arguments_that_are_not_given_yet() {
        assertThat(complete("api.query('a', 'b', que|")).startsWith("query: ");
        assertThat(complete("api.query('a', pro|")).startsWith("projectName: ");
        assertThat(complete("api.query(workspace: 'a', wor|")).doesNotContain("workspace: ");
        assertThat(complete("api.get_experiments('a', project_n|")).containsExactly("project_name: ");
        assertThat(complete("api.query(workspace: que|")).doesNotContain("query: ");
        assertThat(complete("ws.substring(beg|")).isEmpty();
    }

    @Test
    void knows_parameters_of_closures_loops_and_what_was_assigned_before() {
        List<String> members = List.of("getMetrics(", "getName()");
        assertThat(complete("exps.each { e -> e.|")).isEqualTo(members);
        assertThat(complete("exps.findAll { it.name }.each { e -> e.|")).isEqualTo(members);
        assertThat(complete("for (e in exps) { e.|")).isEqualTo(members);
        assertThat(complete("for (def e : exps) e.|")).isEqualTo(members);
        assertThat(complete("def e = api.getExperiment('a', 'b', 'c')\ne.|")).isEqualTo(members);
        assertThat(complete("exp.with { it.|")).isEqualTo(members);
        assertThat(complete("(exps[0]).|")).isEqualTo(members);
        assertThat(complete("exps.inject(0) { sum, e -> e.|")).isEmpty();
        assertThat(complete("e = e\ne.|")).isEmpty();
    }

    @Test
    void offers_properties_keys_of_maps_and_what_is_under_them() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", new SampleExperiment());
        map.put("two words", 1);
        variables.put("map", map);
        assertThat(complete("exp.na|")).containsExactly("name");
        assertThat(complete("map.|")).startsWith("run", "'two words'");
        assertThat(complete("map.run.getN|")).containsExactly("getName()");
        assertThat(complete("map['run'].getN|")).containsExactly("getName()");
        assertThat(complete("exps.name.toUn|")).contains("toUnique(");
        assertThat(complete("exps*.name[0].toUpp|")).containsExactly("toUpperCase(");
    }

    @Test
    void offers_what_groovy_adds_below_what_the_class_has() {
        assertThat(complete("exps.coll|")).contains("collect { ", "collectEntries { ");
        assertThat(complete("exps.findA|")).contains("findAll { ");
        assertThat(complete("exps.sor|")).contains("sort(");
        assertThat(complete("ws.padL|")).contains("padLeft(");
        List<String> all = complete("exps.|");
        assertThat(all.indexOf("size()")).isBetween(0, all.indexOf("collect { "));
        assertThat(complete("exp.coll|")).isEmpty();
        assertThat(complete("ws.readL|")).containsExactly("readLines()");
    }

    @Test
    void offers_static_members_classes_and_imports() {
        assertThat(complete("new Fi|")).contains("File(");
        assertThat(complete("import java.ti|")).containsExactly("java.time.");
        assertThat(complete("import java.time.LocalDa|"))
                .containsExactly("java.time.LocalDate", "java.time.LocalDateTime");
        assertThat(complete("import java.nosuch.|")).isEmpty();
        assertThat(complete("Strin|")).contains("String", "StringBuilder");
    }

    @Test
    void a_variable_remembers_the_project_it_came_from() {
        lastPlace.saw("mine = api.getExperiments('demo', 'mnist')");
        lastPlace.saw("x = api.getExperiments('demo', 'digits')");
        variables.put("mine", Arrays.asList(new SampleExperiment()));
        assertThat(complete("mine[0].getMetrics('o|")).containsExactly("of mnist'");
        assertThat(complete("mine.each { it.getMetrics('o|")).containsExactly("of mnist'");
        assertThat(complete("exp.getMetrics('o|")).containsExactly("of digits'");
        assertThat(complete("api.getExperiment('demo', 'mnist', 'k').getMetrics('o|"))
                .containsExactly("of mnist'");
        lastPlace.saw("mine = 3");
        assertThat(complete("mine[0].getMetrics('o|")).containsExactly("of digits'");
    }

    @Test
    void reports_a_request_under_way_while_there_are_no_names_yet() {
        LiveNames slow = new LiveNames(SampleApi.NAMES, work -> {}, System::nanoTime, line -> {});
        ShellCompleter waiting = new ShellCompleter(slow, scope, lastPlace, commands, Deadline::none);
        List<Candidate> candidates = new ArrayList<>();
        waiting.complete("api.getProjects('", 17, new Size(), candidates);
        assertThat(candidates).hasSize(1);
        assertThat(candidates.get(0).value()).isEmpty();
        assertThat(candidates.get(0).group()).isEqualTo("asking the server …");
        assertThat(waiting.isMissingNames()).isTrue();
        candidates.clear();
        waiting.complete("api.getPro", 10, new Size(), candidates);
        assertThat(candidates).extracting(Candidate::value).containsExactly("getProjects(");
        assertThat(waiting.isMissingNames()).isFalse();
    }

    @Test
    void descriptions_go_where_the_screen_has_no_room_for_them() {
        List<Candidate> candidates = new ArrayList<>();
        completer.complete("exps.", 5, new Size(80, 24), candidates);
        assertThat(candidates).hasSizeGreaterThan(24).allMatch(candidate -> candidate.descr() == null);
        candidates.clear();
        completer.complete("api.", 4, new Size(80, 24), candidates);
        assertThat(candidates).allMatch(candidate -> candidate.descr() != null);
    }

    @Test
    void a_handle_in_a_variable_offers_what_its_run_has_logged() {
        FakeTransport server = new FakeTransport()
                .on("experiments", "{\"experiments\":[{\"experimentKey\":\"k1\",\"workspaceName\":\"a\"}]}");
        Api api = TestApi.of(server);
        ExperimentList runs = api.getExperiments("a", "b");
        variables.put("run", runs.get(0));
        server.forget();
        List<String> asked = new ArrayList<>();
        NameSource source = new NameSource() {
            @Override
            public List<Name> logged(String experimentKey, Source kind) {
                asked.add(experimentKey + " " + kind.wireName());
                return List.of(new Name("own metric", "0.5"));
            }

            @Override
            public List<AssetName> assets(String experimentKey) {
                return List.of(new AssetName("id1", "model.bin", "model-element"));
            }
        };
        LiveNames own = new LiveNames(source, Runnable::run, System::nanoTime, line -> {});
        ShellCompleter ofRuns = new ShellCompleter(own, scope, lastPlace, commands, Deadline::none);
        for (String line : List.of("run.getMetrics('", "run.get_metrics('", "run.getMetricsSummary 'o")) {
            List<Candidate> candidates = new ArrayList<>();
            ofRuns.complete(line, line.length(), new Size(), candidates);
            assertThat(candidates).as(line).extracting(Candidate::value).containsExactly("own metric'");
            assertThat(candidates).extracting(Candidate::descr).containsExactly("0.5");
        }
        List<Candidate> files = new ArrayList<>();
        for (String line : List.of("run.getAssetByName('mo", "run.getAssetText('model")) {
            ofRuns.complete(line, line.length(), new Size(), files);
        }
        assertThat(files).extracting(Candidate::value).containsExactly("model.bin'", "id1'");
        assertThat(asked).containsExactly("k1 metrics");
        // Looking at the handle asked the server nothing.
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void any_beginning_of_any_text_is_completed_without_an_error() {
        String hard =
                "api.query('a', \"b${x.y { it['z'] }}\", ~Tag('t') & Parameter('p') in ['q', /re\\/g/ ] ) // c\n}])} x?.y*.z"
                        + " 1..<2 $/d/$ '''\n'''\nimport java.util.\nfor (e in exps) { e.name == 'x' } ; new File('a😀\n:use d";
        for (int end = 0; end <= hard.length(); end++) {
            for (String text : List.of(hard.substring(0, end), hard.substring(end))) {
                List<Candidate> candidates = new ArrayList<>();
                completer.complete(text, text.length(), new Size(80, 24), candidates);
                completer.tip(text, 40);
                assertThat(candidates).doesNotContainNull();
            }
        }
    }
}
