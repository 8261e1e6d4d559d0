package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Panels, dashboards that show them, and the report of an admin, over real HTTP. */
class PanelRoutesTest {
    private CometServer server;
    private Wire ann;
    private Wire bob;
    private Wire admin;

    @BeforeEach
    void start() {
        server = CometServer.start(
                ServerOptions.inMemory().withKeys(Map.of("ka", "ann team", "kb", "bob", "kc", "carol *")));
        ann = new Wire(server.address(), "ka");
        bob = new Wire(server.address(), "kb");
        admin = new Wire(server.address(), "kc");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_panel_comes_back_as_it_was_uploaded() {
        byte[] zip = zip("{\"templateName\":\"Losses\",\"code\":{\"type\":\"py\",\"pyCode\":\"print(1)\"}}");
        String id = upload(ann, "ann", "", zip).json().get("templateId").asText();
        JsonNode row = ann.rest("code-panel/get-all?workspace=ann")
                .get("codePanelTemplateRows")
                .get(0);
        assertThat(row.get("templateId").asText()).isEqualTo(id);
        assertThat(row.get("templateName").asText()).isEqualTo("Losses");
        assertThat(row.get("owner").asText()).isEqualTo("ann");
        assertThat(ann.rest("code-panel/download?templateId=" + id)
                        .at("/code/pyCode")
                        .asText())
                .isEqualTo("print(1)");
        assertThat(ann.get("/api/rest/v2/template/" + id + "/download").bytes()).isEqualTo(zip);
    }

    @Test
    void with_its_id_a_panel_is_replaced() {
        String id = upload(ann, "ann", "", zip("{\"templateName\":\"A\"}"))
                .json()
                .get("templateId")
                .asText();
        upload(ann, "ann", "", zip("{\"templateName\":\"B\"}"));
        upload(ann, "ann", "&templateId=" + id, zip("{\"templateName\":\"A2\"}"));
        assertThat(names(ann, "ann")).containsExactlyInAnyOrder("A2", "B");
        ann.create("team", "p");
        assertThat(upload(ann, "team", "&templateId=" + id, zip("{\"templateName\":\"A3\"}"))
                        .status())
                .isEqualTo(400);
        assertThat(upload(ann, "ann", "&templateId=nope", zip("{\"templateName\":\"A3\"}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void what_is_not_a_panel_is_refused() {
        for (byte[] body : List.of(
                "no zip".getBytes(StandardCharsets.UTF_8), zip("[1]"), zip("{"), zip("{\"templateName\":\" \"}"))) {
            Wire.Answer answer = upload(ann, "ann", "", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("msg").asText()).startsWith("this is not the archive of a panel: ");
        }
        assertThat(upload(ann, "ann", "", new byte[11 * 1024 * 1024]).status()).isEqualTo(400);
        assertThat(names(ann, "ann")).isEmpty();
    }

    @Test
    void panels_of_other_workspaces_are_not_to_be_seen() {
        String id = upload(ann, "ann", "", zip("{\"templateName\":\"A\"}"))
                .json()
                .get("templateId")
                .asText();
        assertThat(bob.get("/api/rest/v2/code-panel/get-all?workspace=ann").status())
                .isEqualTo(403);
        assertThat(bob.get("/api/rest/v2/code-panel/download?templateId=" + id).status())
                .isEqualTo(403);
        assertThat(bob.get("/api/rest/v2/template/" + id + "/download").status())
                .isEqualTo(403);
        assertThat(upload(bob, "ann", "", zip("{\"templateName\":\"B\"}")).status())
                .isEqualTo(403);
        assertThat(names(admin, "ann")).containsExactly("A");
    }

    @Test
    void a_dashboard_has_panels_and_can_be_made_from_another() {
        ann.create("ann", "p");
        String project = ann.rest("project?workspaceName=ann&projectName=p")
                .get("projectId")
                .asText();
        JsonNode first = ann.write(
                "dashboard-template/create",
                "{'project_id':'" + project
                        + "','template_name':'First','codePanelTemplateIds':['a','b'],'v2':{'x':1}}");
        JsonNode second = ann.write(
                "dashboard-template/create",
                "{'project_id':'" + project + "','template_name':'Second','template_id':'"
                        + first.get("templateId").asText() + "'}");
        assertThat(second.get("templateId")).isNotEqualTo(first.get("templateId"));
        assertThat(second.get("codePanelTemplateIds").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(second.at("/v2/x").asInt()).isEqualTo(1);
        JsonNode changed = ann.post(
                        "/api/rest/v2/dashboard-templates/project/upsert",
                        "{\"project_id\":\"" + project + "\",\"template_id\":\""
                                + second.get("templateId").asText() + "\",\"codePanelTemplateIds\":[\"c\"]}")
                .json();
        assertThat(changed.get("templateId")).isEqualTo(second.get("templateId"));
        assertThat(changed.get("templateName").asText()).isEqualTo("Second");
        assertThat(changed.get("codePanelTemplateIds").toString()).isEqualTo("[\"c\"]");
        assertThat(Wire.texts(ann.rest("views/get-all?projectId=" + project).get("views"), "templateName"))
                .containsExactly("First", "Second");
    }

    @Test
    void an_admin_sees_the_members_of_all_workspaces() {
        ann.create("ann", "p");
        ann.create("team", "p");
        JsonNode report = admin.get("/api/admin/chargeback/report").json();
        assertThat(report.toString())
                .isEqualTo(
                        "{\"workspaces\":[{\"name\":\"ann\",\"members\":[{\"userName\":\"ann\",\"email\":null},{\"userName\":\"carol\",\"email\":null}]},"
                                + "{\"name\":\"team\",\"members\":[{\"userName\":\"ann\",\"email\":null},{\"userName\":\"carol\",\"email\":null}]}]}");
        assertThat(admin.get("/api/admin/chargeback/report?reportMonth=2020-01")
                        .json()
                        .get("workspaces"))
                .isEmpty();
        assertThat(admin.get("/api/admin/chargeback/report?reportMonth=9999-12")
                        .json()
                        .get("workspaces"))
                .hasSize(2);
        assertThat(admin.get("/api/admin/chargeback/report?reportMonth=May").status())
                .isEqualTo(400);
    }

    @Test
    void the_report_of_an_admin_is_refused_to_others() {
        assertThat(ann.get("/api/admin/chargeback/report").status()).isEqualTo(403);
        assertThat(new Wire(server.address(), null)
                        .get("/api/admin/chargeback/report")
                        .status())
                .isEqualTo(401);
    }

    private static List<String> names(Wire wire, String workspace) {
        return Wire.texts(
                wire.rest("code-panel/get-all?workspace=" + workspace).get("codePanelTemplateRows"), "templateName");
    }

    private static byte[] zip(String template) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("tempVisualizationTemplate.json"));
            zip.write(template.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Wire.Answer upload(Wire wire, String workspace, String more, byte[] zip) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"panel.zip\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(zip);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return wire.send(wire.request("/api/rest/v2/write/template/upload?teamName=" + workspace + more)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }
}
