package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;

/** Names of the registry, of artifacts and of fixed words, in the real client's methods and in all three spellings. */
class RegistryNamesTest {
    private static final NameSource NAMES = new NameSource() {
        @Override
        public List<String> workspaces() {
            return List.of("demo");
        }

        @Override
        public List<String> projects(String workspace) {
            return List.of("digits");
        }

        @Override
        public List<Name> projectIds(String workspace) {
            return List.of(new Name("p-1", "digits"));
        }

        @Override
        public List<Column> columns(String workspace, String project) {
            return List.of(new Column("loss", Source.METRICS, "double"), new Column("note", Source.OTHERS, "string"));
        }

        @Override
        public List<ExperimentName> experiments(String workspace, String project) {
            return List.of(new ExperimentName("k1", "run one"));
        }

        @Override
        public List<Name> models(String workspace) {
            return List.of(Name.of("classifier"));
        }

        @Override
        public List<Name> modelVersions(String workspace, String model) {
            return List.of(new Name("1.0.0 of " + model, "QA"));
        }

        @Override
        public List<Name> modelStages(String workspace, String model) {
            return List.of(Name.of("production of " + model));
        }

        @Override
        public List<Name> statuses(String workspace) {
            return List.of(Name.of("Approved"));
        }

        @Override
        public List<Name> artifacts(String workspace) {
            return List.of(new Name("split", "dataset"), new Name("other", "dataset"));
        }

        @Override
        public List<Name> artifactIds(String workspace) {
            return List.of(new Name("a-1", "split"));
        }

        @Override
        public List<Name> artifactVersions(String workspace, String artifact) {
            return List.of(new Name("2.0.0 of " + artifact, "Latest"));
        }

        @Override
        public List<Name> artifactAliases(String workspace, String artifact) {
            return List.of(new Name("Latest of " + artifact, "2.0.0"));
        }

        @Override
        public List<Name> loggedModels(String experimentKey) {
            return List.of(Name.of("net of " + experimentKey));
        }
    };

    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final Scope scope = new NamedScope(variables, Map.of("api", Api.class, "exp", Experiment.class));
    private final LastProject lastPlace = new LastProject(scope);
    private final LiveNames live = new LiveNames(NAMES, Runnable::run, System::nanoTime, line -> {});
    private final ShellCompleter completer =
            new ShellCompleter(live, scope, lastPlace, CommandNames.NONE, Deadline::none);

    private List<String> complete(String text) {
        List<Candidate> candidates = new ArrayList<>();
        completer.complete(text, text.length(), new Size(), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void a_model_s_versions_statuses_and_stages_are_offered_where_they_belong() {
        assertThat(complete("api.getModel('demo', '")).containsExactly("classifier'");
        assertThat(complete("api.getModel(workspace: 'demo', modelName: '")).containsExactly("classifier'");
        assertThat(complete("api.get_model(workspace: 'demo', model_name: '")).containsExactly("classifier'");
        assertThat(complete("api.getModel('demo', 'classifier').setStatus('")).containsExactly("1.0.0 of classifier'");
        assertThat(complete("api.getModel('demo', 'classifier').setStatus('1.0.0', '"))
                .containsExactly("Approved'");
        assertThat(complete("api.get_model('demo', 'classifier').set_status(version: '1.0.0', status: '"))
                .containsExactly("Approved'");
        assertThat(complete("m = api.getModel('demo', 'classifier')\nm.addTag('1.0.0', '"))
                .containsExactly("production of classifier'");
        assertThat(complete("api.addRegistryModelVersionStage('demo', 'classifier', '"))
                .containsExactly("1.0.0 of classifier'");
        assertThat(complete("api.addRegistryModelVersionStage('demo', 'classifier', '1.0.0', '"))
                .containsExactly("production of classifier'");
        assertThat(complete("api.getLatestRegistryModelVersionDetails('demo', 'classifier', stage: '"))
                .containsExactly("production of classifier'");
        assertThat(complete("api.updateRegistryModelVersion('demo', 'classifier', '1.0.0', stages: ['"))
                .containsExactly("production of classifier'");
    }

    @Test
    void an_artifact_s_versions_and_aliases_are_its_own() {
        assertThat(complete("api.getArtifact('demo', '")).containsExactly("split'", "other'");
        assertThat(complete("api.getArtifact('demo', 'split', '")).containsExactly("2.0.0 of split'");
        assertThat(complete("api.getArtifact('demo', 'split', alias: '")).containsExactly("Latest of split'");
        assertThat(complete("api.get_artifact('demo', artifact_name: 'split', alias: '"))
                .containsExactly("Latest of split'");
        assertThat(complete("api.getArtifact('demo', 'split').updateAliases(['"))
                .containsExactly("Latest of split'");
        lastPlace.saw("api.getExperiments('demo', 'digits')");
        assertThat(complete("api.getArtifactFiles('spl")).containsExactly("a-1'");
        assertThat(complete("exp.display('cha")).containsExactly("charts'");
        assertThat(complete("api.getArtifactList('demo', '")).containsExactly("dataset'");
        assertThat(complete("api.getArtifact('demo', 'split').download('out', '"))
                .containsExactly("FAIL'", "PRESERVE'", "OVERWRITE'");
    }

    @Test
    void a_run_s_own_models_are_not_the_registry_s() {
        String run = "api.getExperimentByKey('k1')";
        assertThat(complete(run + ".registerModel('")).containsExactly("net of k1'");
        assertThat(complete(run + ".getModelData('")).containsExactly("net of k1'");
        assertThat(complete(run + ".download_model('")).containsExactly("net of k1'");
        lastPlace.saw("api.getExperiments('demo', 'digits')");
        assertThat(complete(run + ".registerModel('net', registryName: '")).containsExactly("classifier'");
    }

    @Test
    void patterns_ids_states_and_others_are_offered_too() {
        assertThat(complete("api.getExperiments('demo', 'digits', '")).containsExactly("run one'");
        lastPlace.saw("api.getExperiments('demo', 'digits')");
        assertThat(complete("api.getProjectById('dig")).containsExactly("p-1'");
        assertThat(complete("exp.setState('")).containsExactly("running'", "finished'", "crashed'");
        assertThat(complete("exp.logOther('")).containsExactly("note'");
        assertThat(complete("exp.logAdditionalSystemInfo('")).isEmpty();
        assertThat(complete("api.query('demo', 'digits', q).table('spark(me")).containsExactly("spark(metrics.loss)'");
    }

    @Test
    void keys_of_maps_and_members_of_records_are_offered_in_brackets() {
        variables.put("params", new LinkedHashMap<>(Map.of("learning rate", 0.1)));
        assertThat(complete("params['")).containsExactly("learning rate'");
        assertThat(complete("params[\"l")).containsExactly("learning rate\"");
        assertThat(complete("exp.getMetricsSummary('loss')['valueC")).containsExactly("valueCurrent'");
        assertThat(complete("x = ['")).isEmpty();
        assertThat(complete("exp['")).isEmpty();
        assertThat(Stream.of("params['learning rate']['", "nobody['").map(this::complete))
                .allMatch(List::isEmpty);
    }
}
