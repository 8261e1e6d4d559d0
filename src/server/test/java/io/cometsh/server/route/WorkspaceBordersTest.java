package io.cometsh.server.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import io.cometsh.server.sample.SnapshotWriter;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.service.ExperimentService.ListRequest;
import io.cometsh.server.service.ExperimentService.Sort;
import io.cometsh.server.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A key opens the workspace of its user and the shared ones, and nothing else, at every endpoint. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspaceBordersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Is in everything that the other user wrote, and in nothing that is asked for. */
    private static final String SECRET = "confidential";

    /** Endpoints that neither return nor store data of a workspace. */
    private static final Set<String> WITHOUT_DATA = Set.of(
            "GET /clientlib/isAlive/ver",
            "GET /clientlib/health/ping",
            "GET /api/rest/v2/account-details",
            "GET /api/rest/v2/workspaces",
            "GET /api/rest/v2/registry-model/allowed_status_values",
            "GET /clientlib/optimizer/spec",
            "GET /clientlib/optimizer/algorithms",
            "POST /clientlib/optimizer/create",
            "POST /clientlib/asset/3d-limits",
            "POST /clientlib/notification/experiment",
            "POST /clientlib/rpc/register-rpc",
            "POST /api/rest/v2/write/experiment/{experimentKey}/mark-not-throttled");

    /** Endpoints whose clients look for a refusal in the reply, which has status 200. */
    private static final Set<String> IN_REPLY =
            Set.of("GET /clientlib/optimizer/next", "GET /clientlib/optimizer/status");

    private CometServer server;
    private Wire alice;
    private Wire bob;
    private Wire carol;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory()
                .withKeys(
                        Map.of("key-a", "alice", "key-b", "bob team", "key-c", "carol alice bob", "key-d", "dora *")));
        alice = new Wire(server.address(), "key-a");
        bob = new Wire(server.address(), "key-b");
        carol = new Wire(server.address(), "key-c");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What a user owns, by the names under which requests give it. */
    private Map<String, Object> fill(Wire wire, String workspace) {
        String secret = SECRET + "-" + workspace;
        String key = wire.create(workspace, "vision");
        Map<String, Object> names = new LinkedHashMap<>();
        String project = wire.rest("project?workspaceName=" + workspace + "&projectName=vision")
                .get("projectId")
                .asText();
        wire.write(
                "experiment/parameter",
                "{'experimentKey':'" + key + "','parameterName':'lr','parameterValue':'" + secret + "'}");
        wire.write("experiment/metric", "{'experimentKey':'" + key + "','metricName':'loss','metricValue':1,'step':1}");
        wire.write("experiment/tags", "{'experimentKey':'" + key + "','addedTags':['" + secret + "']}");
        wire.write("project/notes", "{'projectId':'" + project + "','notes':'" + secret + "'}");
        String asset = wire.upload(
                        "/api/rest/v2/write/experiment/upload-asset?experimentKey=" + key
                                + "&fileName=net.bin&type=model-element&groupingName=net",
                        secret)
                .json()
                .get("assetId")
                .asText();
        var model = wire.write(
                "registry-model/item/create",
                "{'experimentKey':'" + key
                        + "','experimentModelName':'net','registryModelName':'net','version':'1.0.0','versionComment':'"
                        + secret + "','tags':['" + secret + "']}");
        var artifact = wire.write(
                "artifacts/upsert",
                "{'experimentKey':'" + key + "','artifactName':'set','artifactType':'data','version':'1.0.0','alias':['"
                        + secret + "']}");
        String version = artifact.get("artifactVersionId").asText();
        String file = wire.upload(
                        "/api/rest/v2/write/experiment/upload-asset?experimentKey=" + key
                                + "&fileName=f.csv&artifactVersionId=" + version,
                        secret)
                .json()
                .get("assetId")
                .asText();
        wire.write("artifacts/state", "{'artifactVersionId':'" + version + "','state':'CLOSED'}");
        String view = wire.write("views/upsert", "{'projectId':'" + project + "','templateName':'" + secret + "'}")
                .get("templateId")
                .asText();
        names.put(
                "id",
                wire.post(
                                "/optimizer/create",
                                "{\"algorithm\":\"grid\",\"parameters\":{\"x\":{\"type\":\"categorical\",\"values\":[\""
                                        + secret + "\"]}}}")
                        .json()
                        .get("id")
                        .asText());
        names.put("panelId", panel(wire, workspace, secret));
        String code = wire.rest("write/project/add-share-link?projectId=" + project)
                .get("shareCode")
                .asText();
        for (String name : List.of("experimentKey", "experimentId", "copiedExperimentKey", "previousExperiment")) {
            names.put(name, key);
        }
        names.put("experimentKeys", List.of(key));
        names.put("targetedExperiments", List.of(key));
        for (String name : List.of("workspaceName", "name", "workspace", "teamName", "targetWorkspaceName")) {
            names.put(name, workspace);
        }
        names.put("projectName", "vision");
        names.put("targetProjectName", "vision");
        names.put("projectId", project);
        names.put("shareCode", code);
        names.put("templateId", view);
        names.put("assetId", asset);
        names.put("imageId", asset);
        names.put("modelName", "net");
        names.put("registryModelName", "net");
        names.put("experimentModelName", "net");
        names.put("experimentModelId", key + "-net");
        names.put("registryModelId", model.get("registryModelId").asText());
        for (String name : List.of("modelItemId", "registryModelItemId", "itemId")) {
            names.put(name, model.get("registryModelItemId").asText());
        }
        names.put("artifactId", artifact.get("artifactId").asText());
        names.put("artifactName", "set");
        names.put("artifactVersionId", version);
        names.put("versionId", version);
        names.put("artifactFile", file);
        return names;
    }

    private static String panel(Wire wire, String workspace, String secret) {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream entries = new ZipOutputStream(zip)) {
            entries.putNextEntry(new ZipEntry("tempVisualizationTemplate.json"));
            entries.write(("{\"templateName\":\"" + secret + "\"}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Latin-1 keeps each byte.
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.zip\"\r\n\r\n"
                + zip.toString(StandardCharsets.ISO_8859_1) + "\r\n--b--\r\n";
        return wire.send(wire.request("/api/rest/v2/write/template/upload?teamName=" + workspace)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1)))
                .json()
                .get("templateId")
                .asText();
    }

    /** What requests need beside names. */
    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("metricName", "loss");
        values.put("metricValue", 2);
        values.put("parameterName", "lr");
        values.put("parameterValue", "x");
        values.put("key", "k");
        values.put("value", "v");
        values.put("stepToCopyTo", 1);
        values.put("values", List.of());
        values.put("metrics", List.of("loss"));
        values.put("predicates", List.of());
        values.put("rulesTree", Map.of("condition", "AND", "rules", List.of()));
        values.put("addedTags", List.of("t"));
        values.put("tags", List.of("t"));
        values.put("metadata", List.of());
        values.put("status", "Staging");
        values.put("state", "ERROR");
        values.put("stage", "t");
        values.put("version", "1.0.0");
        values.put("html", "<p>");
        values.put("code", "c");
        values.put("graph", "g");
        values.put("filePath", "f");
        values.put("callId", "stop-x");
        values.put("userName", "bob");
        values.put("newProjectName", "mine");
        values.put("templateName", "mine");
        values.put("assetName", "net.bin");
        values.put("remoteEntities", List.of(Map.of("fileName", "f", "remoteUrl", "s3://x")));
        values.put("deleteAllExperiments", true);
        values.put("getOrCreateEnabled", true);
        return values;
    }

    private List<String> routes() {
        try (Store store = Store.open(null)) {
            return Services.over(store, new Accounts(Map.of()), Clock.systemUTC())
                    .routes()
                    .all();
        }
    }

    @Test
    void every_endpoint_refuses_the_ids_and_names_of_another_users_data_and_reveals_nothing() throws IOException {
        Map<String, Object> names = fill(alice, "alice");
        bob.create("bob", "own");
        String before = snapshot("alice");
        for (String route : routes()) {
            Wire.Answer answer = ask(bob, route, names);
            if (!WITHOUT_DATA.contains(route)) {
                boolean inReply = IN_REPLY.contains(route);
                assertThat(answer.status()).as(route + ": " + answer.text()).isEqualTo(inReply ? 200 : 403);
                assertThat(answer.json().get("code").asInt()).as(route).isEqualTo(403);
                assertThat(answer.json().get(inReply ? "message" : "msg").asText())
                        .as(route)
                        .contains("key file");
            }
            assertThat(answer.text()).as(route).doesNotContain(SECRET, "alice");
        }
        assertThat(snapshot("alice")).isEqualTo(before);
    }

    @Test
    void no_endpoint_gives_or_changes_anything_by_names_alone() throws IOException {
        Map<String, Object> names = fill(alice, "alice");
        names.keySet()
                .removeAll(Set.of(
                        "projectId", "templateId", "artifactId", "versionId", "artifactVersionId", "experimentId"));
        String before = snapshot("alice");
        for (String route : routes()) {
            Wire.Answer answer = ask(bob, route, names);
            if (!WITHOUT_DATA.contains(route)) {
                assertThat(IN_REPLY.contains(route) ? answer.json().get("code").asInt() : answer.status())
                        .as(route + ": " + answer.text())
                        .isIn(400, 403);
            }
            assertThat(answer.text()).as(route).doesNotContain(SECRET);
        }
        assertThat(snapshot("alice")).isEqualTo(before);
    }

    /** A request that mostly names what is the user's own: each foreign name alone is refused. */
    @Test
    void one_foreign_name_among_the_users_own_is_refused() throws IOException {
        Map<String, Object> foreign = fill(alice, "alice");
        Map<String, Object> own = fill(bob, "bob");
        String before = snapshot("alice");
        for (String name : List.of(
                "experimentKey",
                "experimentKeys",
                "workspaceName",
                "targetWorkspaceName",
                "projectId",
                "templateId",
                "registryModelId",
                "itemId",
                "artifactVersionId",
                "versionId",
                "artifactId",
                "experimentModelId")) {
            Map<String, Object> mixed = new LinkedHashMap<>(own);
            mixed.put(name, foreign.get(name));
            for (String route : routes()) {
                if (!route.contains("delete") && !route.contains("move")) {
                    assertThat(ask(bob, route, mixed).text())
                            .as(name + " at " + route)
                            .doesNotContain(SECRET + "-alice");
                }
            }
        }
        Map<String, Object> target = new LinkedHashMap<>(own);
        target.put("targetWorkspaceName", "alice");
        assertThat(ask(bob, "POST /api/rest/v2/write/experiment/move", target).status())
                .isEqualTo(403);
        target.put("symlink", true);
        assertThat(ask(bob, "POST /api/rest/v2/write/experiment/move", target).status())
                .isEqualTo(403);
        assertThat(bob.get("/api/rest/v2/image/get-image?assetId=" + foreign.get("artifactFile") + "&artifactVersionId="
                                + foreign.get("artifactVersionId"))
                        .status())
                .isEqualTo(403);
        assertThat(bob.get("/api/rest/v2/artifacts/version?artifactId=" + own.get("artifactId")
                                + "&consumerExperimentKey=" + foreign.get("experimentKey"))
                        .status())
                .isEqualTo(403);
        assertThat(snapshot("alice")).isEqualTo(before);
    }

    @Test
    void lists_and_makes_workspaces_only_within_its_own_and_the_shared_ones() {
        fill(alice, "alice");
        bob.create("team", "shared");
        assertThat(workspaces(bob)).containsExactly("bob", "team");
        assertThat(workspaces(alice)).containsExactly("alice");
        assertThat(workspaces(carol)).containsExactly("alice", "carol");
        assertThat(workspaces(new Wire(server.address(), "key-d"))).containsExactly("alice", "dora", "team");
        assertThat(bob.post("/api/rest/v2/write/project/create", "{\"workspaceName\":\"new\",\"projectName\":\"p\"}")
                        .status())
                .isEqualTo(403);
        assertThat(bob.start("new", "p", "abcdefabcdefabcdefabcdefabcdef12", false)
                        .status())
                .isEqualTo(403);
        assertThat(bob.start("team", "p", "abcdefabcdefabcdefabcdefabcdef12", false)
                        .status())
                .isEqualTo(200);
        assertThat(bob.get("/api/rest/v2/projects?workspaceName=nobodys").status())
                .as("the answer does not reveal whether a workspace exists")
                .isEqualTo(403);
    }

    /** Folders of earlier versions have such links. */
    @Test
    void an_experiment_that_is_shown_in_another_workspace_can_be_read_there_and_not_changed() {
        try (Store store = Store.open(null)) {
            Accounts accounts = new Accounts(Map.of("a", "alice", "b", "bob"));
            Services services = Services.over(store, accounts, Clock.systemUTC());
            var foreign = services.experiments().create(accounts.user("a"), "alice", "vision", null);
            var own = services.experiments().create(accounts.user("b"), "bob", "own", null);
            store.write(tx -> {
                store.experiments()
                        .link(tx, store.values(), foreign.row(), own.project().num());
                return null;
            });
            store.setScope(accounts.user("b").scope());
            List<String> listed = new ArrayList<>();
            services.experiments()
                    .list(
                            own.project(),
                            new ListRequest(false, 1, 0, Sort.CREATION, false),
                            row -> listed.add(row.key()));
            assertThat(listed).containsExactly(foreign.row().key(), own.row().key());
            assertThat(services.log().tags(foreign.row().key())).isEmpty();
            assertThatThrownBy(() -> services.experiments().delete(foreign.row().key()))
                    .hasMessageContaining("key file");
            store.setScope(null);
            assertThat(services.experiments().exists(foreign.row().key())).isTrue();
        }
    }

    private static List<String> workspaces(Wire wire) {
        return Wire.texts(wire.rest("workspaces").get("workspaceNames"));
    }

    /** Everything of a workspace. */
    private String snapshot(String workspace) throws IOException {
        byte[] packed = SnapshotWriter.of(server, workspace);
        return new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends all names in the query and in the body, in the first form that the endpoint takes: an object, a list, parts. */
    private static Wire.Answer ask(Wire wire, String route, Map<String, Object> names) {
        Map<String, Object> all = new LinkedHashMap<>(values());
        all.putAll(names);
        if (route.endsWith("get-asset") || route.endsWith("get-image")) {
            // With a version they ask for a file of that version.
            all.remove("artifactVersionId");
        }
        if (names.containsKey("panelId")
                && (route.endsWith("code-panel/download") || route.endsWith("template/upload"))) {
            all.put("templateId", names.get("panelId"));
        }
        String method = route.split(" ")[0];
        String path = route.split(" ")[1];
        for (Map.Entry<String, Object> name : names.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", name.getValue().toString());
        }
        String query = all.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof String)
                .map(entry ->
                        entry.getKey() + "=" + URLEncoder.encode((String) entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String address = path + "?" + query;
        if (method.equals("GET")) {
            return wire.get(address);
        }
        Wire.Answer first = null;
        for (Body body : List.of(object(all), list(all), parts(all))) {
            HttpRequest.Builder request = wire.request(address).header("Content-Type", body.type());
            Wire.Answer answer = wire.send(request.method(method, BodyPublishers.ofString(body.text())));
            if (answer.status() != 400) {
                return answer;
            }
            first = first == null ? answer : first;
        }
        return first;
    }

    private record Body(String type, String text) {}

    private static Body object(Map<String, Object> all) {
        return new Body("application/json", text(all));
    }

    private static Body list(Map<String, Object> all) {
        return new Body("application/json", "[" + text(all) + "]");
    }

    private static Body parts(Map<String, Object> all) {
        StringBuilder text = new StringBuilder();
        for (String part : List.of("file", "requestParams", "assetItemContent", "thumbnail")) {
            text.append("--b\r\nContent-Disposition: form-data; name=\"" + part + "\""
                    + (part.equals("requestParams") ? "" : "; filename=\"file\"") + "\r\n\r\n" + text(all) + "\r\n");
        }
        return new Body("multipart/form-data; boundary=b", text + "--b--\r\n");
    }

    private static String text(Map<String, Object> all) {
        try {
            return JSON.writeValueAsString(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
