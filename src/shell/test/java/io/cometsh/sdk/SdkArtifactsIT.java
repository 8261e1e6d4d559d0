package io.cometsh.sdk;

import static io.cometsh.sdk.Answers.files;
import static io.cometsh.sdk.Answers.json;
import static io.cometsh.sdk.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Python SDK logs artifacts to our server, takes them in other runs, labels them, follows their lineage. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkArtifactsIT {

    private static final String NAME = "birds & bees%2F 100% größer";
    private static final Map<String, String> FIRST = Map.of("data.txt", "first", "dir/größe/a b.csv", "1,2\n");
    private static final Map<String, String> SECOND =
            Map.of("data.txt", "first", "dir/größe/a b.csv", "1,2\n", "more.txt", "second");

    @TempDir
    private static Path folder;

    @AutoClose
    private static CometServer server;

    private static JsonNode report;

    @BeforeAll
    static void work_with_artifacts() throws Exception {
        server = CometServer.start(ServerOptions.inMemory());
        report = new PythonScript(server.address(), folder).run("artifacts.py");
    }

    @Test
    void the_sdk_does_not_complain() {
        assertThat(report.get("complaints")).isEmpty();
    }

    @Test
    void a_logged_version_has_the_logged_properties() {
        JsonNode first = report.at("/read/first");

        assertThat(first.get("name").asText()).isEqualTo(NAME);
        assertThat(first.get("type").asText()).isEqualTo("dataset");
        assertThat(first.get("version").asText()).isEqualTo("1.0.0");
        assertThat(first.get("metadata")).isEqualTo(json("{'rows':2,'split':{'train':0.8}}"));
        assertThat(first.get("version_tags")).isEqualTo(json("['v']"));
        assertThat(first.get("size").asInt()).isEqualTo(9);
        assertThat(first.get("source")).isEqualTo(report.get("first"));
    }

    @Test
    void aliases_move_to_the_version_that_is_logged_next() {
        assertThat(report.at("/read/first/aliases")).isEmpty();
        assertThat(report.at("/read/latest/aliases")).isEqualTo(json("['Latest','prod']"));
        assertThat(report.at("/read/latest/version").asText()).isEqualTo("2.0.0");
        assertThat(report.at("/read/by alias")).isEqualTo(report.at("/read/latest"));
        assertThat(texts(report.get("took"))).as("asked for as LATEST").containsExactly("1.0.0");
    }

    @Test
    void versions_without_a_number_get_the_next_one_and_the_newest_is_the_latest() {
        assertThat(report.at("/read/numbers"))
                .isEqualTo(
                        json("[['2.5.14',[],'CLOSED'],['2.6.0',[],'CLOSED'],['3.0.0',['Latest','Stable'],'CLOSED']]"));
        assertThat(report.at("/read/stable").asText()).isEqualTo("3.0.0");
        assertThat(report.at("/read/latest number").asText()).isEqualTo("3.0.0");
    }

    @Test
    void files_come_back_as_they_went_in() {
        JsonNode downloaded = report.at("/read/downloaded");

        assertThat(files(downloaded.get("taken"))).isEqualTo(FIRST);
        assertThat(files(downloaded.get("first"))).isEqualTo(FIRST);
        assertThat(files(downloaded.get("latest"))).isEqualTo(SECOND);
        assertThat(files(downloaded.get("one"))).isEqualTo(Map.of("dir/größe/a b.csv", "1,2\n"));
    }

    @Test
    void remote_files_stay_links_and_files_keep_their_metadata() {
        assertThat(texts(report.at("/read/remote"))).containsExactly("https://example.com/raw%20data");
        assertThat(report.at("/read/assets"))
                .isEqualTo(
                        json(
                                "[['data.txt',5,false,null,{'head':true},'unknown'],['dir/größe/a b.csv',4,false,null,null,'unknown'],"
                                        + "['more.txt',6,false,null,null,'unknown'],['raw',0,true,'https://example.com/raw%20data',{'mirror':1},'unknown']]"));
        assertThat(report.at("/read/files/files")).hasSize(3);
        assertThat(report.at("/read/files by alias")).hasSize(4);
    }

    @Test
    void the_list_and_the_details_show_every_version() {
        assertThat(report.at("/read/list/artifacts"))
                .map(one -> one.get("name").asText() + " " + one.get("versionsCount"))
                .containsExactly(NAME + " 2", "numbers 3");
        assertThat(report.at("/read/list of models/artifacts")).isEmpty();
        assertThat(report.at("/read/details/latestVersion").asText()).isEqualTo("2.0.0");
        assertThat(report.at("/read/details/project").asText()).isEqualTo("data");
        assertThat(report.at("/read/details/versions"))
                .map(version -> version.get("version").asText())
                .as("oldest first")
                .containsExactly("1.0.0", "2.0.0");
        assertThat(report.at("/read/details by id").asBoolean()).isTrue();
        assertThat(report.at("/read/source").asText()).isEqualTo("preparing");
    }

    @Test
    void labels_are_replaced_and_an_alias_moves() {
        JsonNode first = report.at("/changed/first");

        assertThat(first.get("aliases")).isEqualTo(json("['old','prod']"));
        assertThat(first.get("version_tags")).isEqualTo(json("['checked']"));
        assertThat(first.get("artifact_tags")).isEqualTo(json("['eu','team']"));
        assertThat(report.at("/changed/latest/aliases")).isEqualTo(json("['Latest']"));
    }

    @Test
    void lineage_leads_from_run_to_run() {
        String one = "['" + NAME + "','1.0.0']";
        String two = "['" + NAME + "','2.0.0']";

        assertThat(report.at("/lineage/first/all")).isEqualTo(json("{'inputs':[],'outputs':[" + one + "]}"));
        assertThat(report.at("/lineage/second/all"))
                .isEqualTo(json("{'inputs':[" + one + "],'outputs':[" + two + "]}"));
        assertThat(report.at("/lineage/second/input")).isEqualTo(json("{'inputs':[" + one + "]}"));
        assertThat(report.at("/lineage/second/output")).isEqualTo(json("{'outputs':[" + two + "]}"));
    }

    @Test
    void files_of_an_artifact_are_not_listed_among_the_runs_own() {
        assertThat(report.get("assets of the experiment"))
                .map(asset -> asset.get("type").asText())
                .containsOnly("source_code");
    }

    @Test
    void refusals_come_as_the_sdks_own_errors() {
        JsonNode refused = report.get("refused");

        assertThat(refused.get("version again").asText())
                .startsWith("LogArtifactException")
                .contains("[90399]");
        assertThat(refused.get("another type").asText())
                .startsWith("LogArtifactException")
                .contains("[90401]");
        for (String missing : List.of("no such artifact", "no such version", "no such alias")) {
            assertThat(refused.get(missing).asText()).startsWith("ArtifactNotFound");
        }
        assertThat(refused.get("no such details").asText()).contains("lab/nope");
        assertThat(refused.get("no such asset").asText()).startsWith("ArtifactAssetNotFound");
    }

    @Test
    void an_artifact_outlives_the_run_that_logged_it() {
        assertThat(files(report.get("after deletion"))).isEqualTo(SECOND);
    }
}
