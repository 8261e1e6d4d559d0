package io.cometsh.bulk;

import io.cometsh.client.points.ExperimentPoints;
import io.cometsh.client.points.PointRows;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.service.RowReader;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.Format;
import io.cometsh.export.RowWriter;
import io.cometsh.export.Utf8Output;
import io.cometsh.files.FolderTrees;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The Parquet files of an export for chosen runs, written from one transport without requests in parallel: for a source on
 * this machine. Columns, types and rows are the same as in an {@link Export}.
 */
public final class RunFiles {
    private static final int BUFFER = 1 << 20;

    private final Transport transport;
    private final Path work;

    /** @param work a folder for temporary files; it need not exist */
    public RunFiles(Transport transport, Path work) {
        this.transport = transport;
        this.work = work;
    }

    /** Makes all requests that the points of one run take, as an export does, and counts the points. */
    public ExperimentPoints.Copied read(ExperimentMetadata run) throws IOException {
        try (ExperimentPoints points = points(run)) {
            return new ExperimentPoints.Copied(points.count(), points.sampled());
        }
    }

    private ExperimentPoints points(ExperimentMetadata run) throws IOException {
        Files.createDirectories(work);
        return ExperimentPoints.read(new PointReader(transport), run.experimentKey(), List.of(), work, BUFFER);
    }

    /** Writes the points of the runs, in this order of runs; returns how many. */
    public long writePoints(List<ExperimentMetadata> runs, OutputStream out) throws IOException {
        RowWriter rows = Format.PARQUET.rows(new Utf8Output(out), false);
        rows.begin(MetricsExport.TYPES);
        long count = 0;
        for (ExperimentMetadata run : runs) {
            try (ExperimentPoints points = points(run)) {
                for (PointRows point = points.next(); point != null; point = points.next()) {
                    rows.row(Arrays.asList(
                            run.experimentKey(),
                            point.metric(),
                            point.step(),
                            point.epoch(),
                            point.timestamp(),
                            point.value(),
                            point.valueText()));
                    count++;
                }
            }
        }
        rows.end();
        FolderTrees.delete(work);
        return count;
    }

    /** Writes a row for each run. */
    public void writeRuns(List<ExperimentMetadata> runs, OutputStream out) throws IOException {
        try (Parts parts = new Parts(work)) {
            RunsExport kind = new RunsExport(
                    new RowReader(transport),
                    List.of(),
                    parts,
                    Format.PARQUET.rows(new Utf8Output(out), false),
                    runs.size());
            for (int index = 0; index < runs.size(); index++) {
                try (Parts.PartWriter draft = parts.draft(index)) {
                    draft.finish(kind.read(runs.get(index), draft));
                }
            }
            kind.begin();
            for (int index = 0; index < runs.size(); index++) {
                try (Parts.Part part = parts.open(index)) {
                    kind.append(runs.get(index), part);
                }
            }
            kind.end();
        }
        FolderTrees.delete(work);
    }
}
