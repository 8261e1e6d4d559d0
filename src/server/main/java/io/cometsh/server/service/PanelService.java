package io.cometsh.server.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.server.store.PanelRow;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Panels of workspaces. The server stores their archives and gives them back; it does not run them. */
public final class PanelService {
    /** The largest archive, in bytes: it is a program with a small picture. */
    public static final int LARGEST = 10 * 1024 * 1024;

    private static final String TEMPLATE = "tempVisualizationTemplate.json";

    private final Store store;
    private final ProjectService projects;
    private final ObjectMapper json;
    private final Clock clock;

    public PanelService(Store store, ProjectService projects, ObjectMapper json, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.json = json;
        this.clock = clock;
    }

    public List<PanelRow> list(User user, String workspace) {
        return store.read(tx -> {
            projects.requireWorkspace(tx, user, workspace);
            return store.panels().of(tx, workspace);
        });
    }

    public PanelRow get(String id) {
        return store.read(tx -> find(tx, id));
    }

    public byte[] zip(String id) {
        return store.read(tx -> store.panels().zip(tx, find(tx, id)));
    }

    private PanelRow find(Tx tx, String id) throws SQLException {
        return store.panels().find(tx, id).orElseThrow(() -> CometError.PANEL_NOT_FOUND.of(id));
    }

    /** Makes a panel, or with {@code id} replaces one of the workspace. */
    public PanelRow put(User user, String workspace, String id, byte[] zip) throws IOException {
        store.read(tx -> {
            projects.requireWorkspace(tx, user, workspace);
            return null;
        });
        if (zip.length > LARGEST) {
            throw CometError.FILE_TOO_LARGE.of("a panel has at most " + LARGEST + " bytes");
        }
        String template = template(zip);
        JsonNode name = json.readTree(template).path("templateName");
        if (!name.isTextual() || name.asText().isBlank()) {
            throw CometError.BAD_PANEL.of(TEMPLATE + " has no templateName");
        }
        return store.write(tx -> {
            long now = clock.millis();
            store.projects().addWorkspace(tx, workspace, now);
            PanelRow before = id == null ? null : find(tx, id);
            if (before != null && !before.workspace().equals(workspace)) {
                throw CometError.PANEL_NOT_FOUND.of(id + " in " + workspace);
            }
            PanelRow panel = new PanelRow(
                    before == null ? AssetService.newId() : id,
                    workspace,
                    name.asText(),
                    before == null ? user.name() : before.owner(),
                    before == null ? now : before.created(),
                    now,
                    template);
            store.panels().put(tx, panel, zip);
            return panel;
        });
    }

    /** The description in an archive. */
    private String template(byte[] zip) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().equals(TEMPLATE)) {
                    byte[] bytes = entries.readNBytes(LARGEST + 1);
                    if (bytes.length <= LARGEST && json.readTree(bytes).isObject()) {
                        return new String(bytes, StandardCharsets.UTF_8);
                    }
                    throw CometError.BAD_PANEL.of(TEMPLATE + " is not a JSON object");
                }
            }
            throw CometError.BAD_PANEL.of("it is a zip file with " + TEMPLATE + " in it");
        } catch (ZipException | JsonProcessingException e) {
            throw CometError.BAD_PANEL.of("it is a zip file with the JSON object " + TEMPLATE + " in it");
        }
    }
}
