package io.cometsh.spark;

import io.cometsh.client.service.AssetReader;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.ExperimentMetadata;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** A row for each file, without its bytes. */
final class AssetRowSource implements RowSource {
    private final AssetReader reader;
    private final String[] columns;

    AssetRowSource(Connection connection, StructType columns) {
        reader = new AssetReader(connection.transport());
        this.columns = columns.fieldNames();
    }

    @Override
    public boolean asksComet() {
        return true;
    }

    @Override
    public RunRows open(ExperimentMetadata run) {
        UTF8String key = UTF8String.fromString(run.experimentKey());
        return RunRows.of(reader.list(run.experimentKey()).stream()
                .map(asset -> row(key, asset))
                .iterator());
    }

    private InternalRow row(UTF8String key, Asset asset) {
        Object[] cells = new Object[columns.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(columns[i], key, asset);
        }
        return new GenericInternalRow(cells);
    }

    private static Object cell(String column, UTF8String key, Asset asset) {
        return switch (column) {
            case "experiment_key" -> key;
            case "asset_id" -> UTF8String.fromString(asset.assetId());
            case "file_name" -> UTF8String.fromString(asset.fileName());
            case "type" -> UTF8String.fromString(asset.type());
            case "file_size" -> asset.fileSize();
            case "step" -> asset.step();
            case "created_at" -> Schemas.micros(FactFilter.moment(asset.createdAt()));
            case "remote" -> asset.remote();
            case "link" -> UTF8String.fromString(asset.link());
            case "metadata" -> UTF8String.fromString(asset.metadata());
            default -> throw new IllegalStateException(column);
        };
    }
}
