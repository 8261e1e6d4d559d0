package io.cometsh.spark;

import io.cometsh.spark.RunColumns.ValueColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of the tables; the same names as in an export. */
final class Schemas {
    static final StructType METRICS = new StructType()
            .add("experiment_key", DataTypes.StringType, false)
            .add("metric", DataTypes.StringType, false)
            .add("step", DataTypes.LongType)
            .add("epoch", DataTypes.LongType)
            .add("timestamp", DataTypes.LongType)
            .add("value", DataTypes.DoubleType)
            .add("value_text", DataTypes.StringType);

    static final StructType ASSETS = new StructType()
            .add("experiment_key", DataTypes.StringType, false)
            .add("asset_id", DataTypes.StringType, false)
            .add("file_name", DataTypes.StringType)
            .add("type", DataTypes.StringType)
            .add("file_size", DataTypes.LongType)
            .add("step", DataTypes.LongType)
            .add("created_at", DataTypes.TimestampType)
            .add("remote", DataTypes.BooleanType)
            .add("link", DataTypes.StringType)
            .add("metadata", DataTypes.StringType);

    private static final StructType FACTS = new StructType()
            .add("experiment_key", DataTypes.StringType, false)
            .add("experiment_name", DataTypes.StringType)
            .add("workspace", DataTypes.StringType)
            .add("project", DataTypes.StringType)
            .add("archived", DataTypes.BooleanType)
            .add("state", DataTypes.StringType)
            .add("start_time", DataTypes.TimestampType)
            .add("end_time", DataTypes.TimestampType)
            .add("duration_seconds", DataTypes.DoubleType);

    private Schemas() {}

    /** @param flat whether a parameter is a column {@code params.lr} instead of a field of the struct {@code params} */
    static StructType runs(RunColumns columns, boolean flat) {
        StructType runs = FACTS;
        for (String group : RunColumns.groupNames()) {
            StructType fields = new StructType();
            for (ValueColumn column : columns.all()) {
                if (column.group().equals(group)) {
                    fields = fields.add(flat ? column.path() : column.name(), type(column.type()));
                }
            }
            if (flat) {
                for (StructField field : fields.fields()) {
                    runs = runs.add(field);
                }
            } else if (fields.length() > 0) {
                // Parquet takes no struct without fields.
                runs = runs.add(group, fields);
            }
        }
        return runs.add("tags", DataTypes.createArrayType(DataTypes.StringType, false));
    }

    private static DataType type(RunColumns.ColumnType type) {
        return switch (type) {
            case NUMBER -> DataTypes.DoubleType;
            case TRUTH -> DataTypes.BooleanType;
            case TEXT -> DataTypes.StringType;
        };
    }

    static RunColumns.ColumnType type(StructField field) {
        DataType type = field.dataType();
        return type instanceof DoubleType
                ? RunColumns.ColumnType.NUMBER
                : type instanceof BooleanType ? RunColumns.ColumnType.TRUTH : RunColumns.ColumnType.TEXT;
    }

    /** A moment as Spark has it; null for none. */
    static Long micros(Instant moment) {
        return moment == null ? null : (Long) ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
