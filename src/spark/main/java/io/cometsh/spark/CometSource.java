package io.cometsh.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** {@code spark.read.format("comet").option("project", "demo/digits").load("metrics")}. */
public final class CometSource implements TableProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "comet";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return table(options.asCaseSensitiveMap()).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return table(properties);
    }

    private static CometTable table(Map<String, String> given) {
        CometOptions options = CometOptions.of(given);
        return new CometTable(options.table(), options);
    }
}
