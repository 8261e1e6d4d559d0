package io.cometsh.spark;

import io.cometsh.client.Api;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.wire.Project;
import io.cometsh.text.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Workspaces and projects as a catalog: with {@code spark.sql.catalog.comet=io.cometsh.spark.CometCatalog},
 * {@code select * from comet.demo.digits.metrics}. It is read only.
 */
public final class CometCatalog implements TableCatalog, SupportsNamespaces {
    private String name;
    private CometOptions options;

    @Override
    public void initialize(String given, CaseInsensitiveStringMap map) {
        name = given;
        options = CometOptions.of(map.asCaseSensitiveMap());
    }

    @Override
    public String name() {
        return name;
    }

    private Api api() {
        return Connection.of(options).api();
    }

    @Override
    public String[][] listNamespaces() {
        return api().getWorkspaces().stream()
                .map(workspace -> new String[] {workspace})
                .toArray(String[][]::new);
    }

    @Override
    public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length == 0) {
            return listNamespaces();
        }
        loadNamespaceMetadata(namespace);
        return namespace.length > 1
                ? new String[0][]
                : api().getProjects(namespace[0]).stream()
                        .map(project -> new String[] {namespace[0], project})
                        .toArray(String[][]::new);
    }

    @Override
    public Map<String, String> loadNamespaceMetadata(String[] namespace) throws NoSuchNamespaceException {
        boolean exists = switch (namespace.length) {
            case 1 -> api().getWorkspaces().contains(namespace[0]);
            case 2 -> api().getProject(namespace[0], namespace[1]) != null;
            default -> false;
        };
        if (!exists) {
            throw new NoSuchNamespaceException(namespace);
        }
        return Map.of();
    }

    @Override
    public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
        if (namespace.length == 0) {
            return new Identifier[0];
        }
        loadNamespaceMetadata(namespace);
        return namespace.length < 2
                ? new Identifier[0]
                : Arrays.stream(TableKind.values())
                        .map(kind -> Identifier.of(namespace, kind.word()))
                        .toArray(Identifier[]::new);
    }

    @Override
    public Table loadTable(Identifier table) throws NoSuchTableException {
        String[] place = table.namespace();
        if (place.length != 2 || !TableKind.exists(table.name())) {
            throw new NoSuchTableException(table);
        }
        requireProject(api(), place[0], place[1]);
        return new CometTable(TableKind.named(table.name()), options.at(place[0], place[1]));
    }

    @Override
    public boolean tableExists(Identifier table) {
        try {
            loadTable(table);
            return true;
        } catch (NoSuchTableException | NotFoundException e) {
            return false;
        }
    }

    /** The project, or an error that names the nearest one; null when the server lists it and does not describe it. */
    static Project requireProject(Api api, String workspace, String name) {
        Project project = api.getProject(workspace, name);
        if (project == null) {
            List<String> known = api.getProjects(workspace);
            if (known.contains(name)) {
                return null;
            }
            throw new NotFoundException(
                    "no project \"" + name + "\" in workspace \"" + workspace + "\"" + Names.hint(name, known));
        }
        return project;
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("the tables of comet are read only");
    }

    @SuppressWarnings("deprecation")
    @Override
    public Table createTable(
            Identifier table, StructType schema, Transform[] partitions, Map<String, String> properties) {
        throw readOnly();
    }

    @Override
    public Table alterTable(Identifier table, TableChange... changes) {
        throw readOnly();
    }

    @Override
    public boolean dropTable(Identifier table) {
        throw readOnly();
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw readOnly();
    }

    @Override
    public void createNamespace(String[] namespace, Map<String, String> metadata) {
        throw readOnly();
    }

    @Override
    public void alterNamespace(String[] namespace, NamespaceChange... changes) {
        throw readOnly();
    }

    @Override
    public boolean dropNamespace(String[] namespace, boolean cascade) {
        throw readOnly();
    }
}
