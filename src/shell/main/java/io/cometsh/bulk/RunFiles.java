package io.cometsh.bulk;

import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.service.RowReader;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.Format;
import io.cometsh.export.RowWriter;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Parquet files of an export for chosen runs, written from one transport without requests in parallel: for a source on
 * this machine. Columns, types and rows are the same as those of an {@link Export}.
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

    /**
     * What was read of one run.
     *
     * @param rows its points
     * @param sampled metrics of which the service gave a sample and keeps nothing else
     */
    public record Points(long rows, List<String> sampled) {
        public Points {
            sampled = List.copyOf(sampled);
        }
    }

    /** Makes all requests that the points of one run take, as an export does, and counts the points. */
    public Points read(ExperimentMetadata run) throws IOException {
        try (Parts parts = new Parts(work);
                Parts.PartWriter draft = parts.draft(0)) {
            PartInfo info = metrics(null).read(run, draft);
            return new Points(info.rows(), info.sampled());
        }
    }

    /** Writes the points of the runs, in this order of runs; returns how many. */
    public long writePoints(List<ExperimentMetadata> runs, OutputStream out) throws IOException {
        MetricsExport kind = metrics(Format.PARQUET.rows(new Utf8Output(out), false));
        long rows = 0;
        kind.begin();
        for (int index = 0; index < runs.size(); index++) {
            try (Parts parts = new Parts(work)) {
                try (Parts.PartWriter draft = parts.draft(0)) {
                    PartInfo info = kind.read(runs.get(index), draft);
                    rows += info.rows();
                    draft.finish(info);
                }
                try (Parts.Part part = parts.open(0)) {
                    kind.append(runs.get(index), part);
                }
            }
            clear();
        }
        kind.end();
        return rows;
    }

    /** Writes a row for each run. */
    public void writeRuns(List<ExperimentMetadata> runs, OutputStream out) throws IOException {
        try (Parts parts = new Parts(work)) {
            RunsExport kind = new RunsExport(
                    new RowReader(transport), List.of(), parts, Format.PARQUET.rows(new Utf8Output(out), false), runs.size());
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
        clear();
    }

    private MetricsExport metrics(RowWriter out) {
        ExportRequest all = new ExportRequest(
                What.METRICS,
                "",
                null,
                null,
                List.of(),
                List.of(),
                false,
                null,
                work,
                Format.PARQUET,
                false,
                false,
                false,
                false,
                false);
        return new MetricsExport(new PointReader(transport), all, out, null, BUFFER);
    }

    private void clear() throws IOException {
        delete(work);
    }

    /** Removes a folder of temporary files. */
    public static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            FolderTrees.delete(folder);
        }
    }
}
