package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Python's API returns a dictionary, a script can read ours like a map. */
class RecordsReadLikeMapsTest {
    private static final FakeTransport SERVER = new FakeTransport()
            .on("workspaces", "{\"workspaceNames\":[\"demo\"]}")
            .on("account-details", "{\"userName\":\"ann\",\"defaultWorkspaceName\":\"demo\"}")
            .on("project", "{\"projectId\":\"p-1\",\"projectName\":\"digits\",\"public\":true}")
            .on("projects", "{\"projects\":[{\"projectId\":\"p-1\",\"projectName\":\"digits\"}]}")
            .on("experiments", "{\"experiments\":[{\"experimentKey\":\"k\",\"experimentName\":\"red\"}]}")
            .on("artifacts/get-all", "{\"artifacts\":[{\"artifactId\":\"a-1\",\"name\":\"birds\",\"tags\":[]}]}")
            .on("artifacts/files", "{\"files\":[{\"fileName\":\"a.csv\",\"fileSize\":3}]}")
            .on("artifacts/version/files", "{\"files\":[{\"fileName\":\"a.csv\",\"fileSize\":3}]}");

    private final Api api = TestApi.of(SERVER);

    private Object run(String code) {
        return new ScriptRunner(new ScriptContext().variable("api", api)).run(code, "script.groovy", List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account.get('userName') == 'ann'",
                "account.get('email', 'none') == 'none'",
                "account.get('email') == null",
                "account.keySet() == ['userName', 'defaultWorkspaceName'] as Set",
                "account.containsKey('userName') && !account.containsKey('email')",
                "account.size() == 2 && account.values() as List == ['ann', 'demo']",
                "(account as Map) == [userName: 'ann', defaultWorkspaceName: 'demo']",
                "def all = [:]; account.each { name, value -> all[name] = value }; all == account as Map",
                "def all = [:]; account.each { all[it.key] = it.value }; all == account as Map",
                "def all = []; for (one in account) { all << one.key }; all == ['userName', 'defaultWorkspaceName']",
                "account.collect { name, value -> value } == ['ann', 'demo']",
                "account.collectEntries { name, value -> [value, name] }.ann == 'userName'",
                "account.find { name, value -> value == 'demo' }.key == 'defaultWorkspaceName'",
                "account.any { name, value -> value == 'ann' }",
                "account['userName'] == 'ann' && account['user_name'] == 'ann' && account.userName == 'ann' && account.user_name == 'ann'",
                "project.get('public') && project['public'] && project.public && project['isPublic'] && project.keySet().contains('public')",
                "account instanceof io.cometsh.client.wire.Account && account.toString().contains('ann')",
                "api.get_artifact_list('demo')['artifacts'][0]['name'] == 'birds'",
                "api.get_artifact_list('demo').get('artifacts').size() == 1",
                "api.get_artifact_list('demo')*.name == ['birds'] && api.get_artifact_list('demo')['name'] == ['birds']",
                "api.get_artifact_files('demo', artifact_name='birds', version='1.0.0')['files'][0]['fileName'] == 'a.csv'",
                "api.get() == ['demo'] && api.get('demo') == ['digits'] && api.get('demo', 'digits')*.key == ['k']",
                "api.get(workspace: 'demo', project_name: 'digits')*.key == ['k'] && api.get(workspace='demo') == ['digits']",
                "api.get('demo/digits')*.key == ['k'] && api.get(workspace='demo/digits')*.key == ['k']",
                "api.get(workspace: 'demo', project_name: 'digits', experiment: 'red').key == 'k' && api.get('demo', 'digits', 'red').name == 'red'",
                "api.do_cache(False); def off = api.use_cache(); api.do_cache(true); !off && api.use_cache()"
            })
    void this_holds(String condition) {
        assertThat(run("def account = api.get_account_details(); def project = api.get_project('demo', 'digits'); "
                        + condition))
                .isEqualTo(true);
    }

    @Test
    void a_wrong_member_is_not_a_silent_null() {
        assertThatThrownBy(() -> run("api.get_account_details().usrName"))
                .hasMessageContaining("did you mean userName?");
        assertThatThrownBy(() -> run("api.get_account_details()['usrName']"))
                .hasMessageContaining("has no \"usrName\"; it has userName, defaultWorkspaceName");
        assertThatThrownBy(() -> run("api.servr_url")).hasMessageContaining("did you mean server_url?");
        assertThatThrownBy(() -> run("api.get_account_details().frobnicate()"))
                .hasMessageContaining("Account has no method frobnicate");
    }
}
