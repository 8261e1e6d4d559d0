package io.cometsh.spark;

import io.cometsh.client.wire.Project;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One table of one project. */
final class CometTable implements SupportsRead {
    private final TableKind kind;
    private final CometOptions options;
    private Connection connection;
    private RunColumns runColumns;
    private Long count;

    CometTable(TableKind kind, CometOptions options) {
        this.kind = kind;
        this.options = options;
    }

    TableKind kind() {
        return kind;
    }

    @Override
    public String name() {
        return "comet." + options.workspace() + "." + options.project() + "." + kind.word();
    }

    synchronized Connection connection() {
        if (connection == null) {
            connection = Connection.of(options);
        }
        return connection;
    }

    synchronized RunColumns runColumns() {
        if (runColumns == null) {
            runColumns = new RunColumns(
                    connection().api().getColumns(options.workspace(), options.project()), options.isTextParams());
        }
        return runColumns;
    }

    /** How many runs the project has, as the server counts them; 0 when it reports no number. */
    synchronized long count() {
        if (count == null) {
            Project project = CometCatalog.requireProject(connection().api(), options.workspace(), options.project());
            count = project == null ? 0 : project.numberOfExperiments();
        }
        return count;
    }

    /** Spark turns it into columns; older versions of Spark have another class of columns. */
    @SuppressWarnings("deprecation")
    @Override
    public StructType schema() {
        return switch (kind) {
            case METRICS -> Schemas.METRICS;
            case ASSETS -> Schemas.ASSETS;
            case RUNS -> Schemas.runs(runColumns(), options.isFlat());
        };
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap more) {
        CometOptions all = options.with(more.asCaseSensitiveMap());
        CometTable table = all.equals(options) ? this : new CometTable(kind, all);
        return new CometScanBuilder(table, all, table.schema());
    }
}
