package io.cometsh.bulk;

import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.export.Format;
import io.cometsh.progress.Display;
import io.cometsh.progress.Progress;
import io.cometsh.transport.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** An export as a test asks for it: {@code new TestExport(What.RUNS, "acme/p", file).resume().run(transport)}. */
public final class TestExport {
    private final What what;
    private final String project;
    private final Path output;
    private List<String> metrics = List.of();
    private List<String> columns = List.of();
    private Since since;
    private Format format = Format.CSV;
    private boolean gzip;
    private boolean resume;
    private boolean keepGoing;
    private boolean sampled;

    public TestExport(What what, String project, Path output) {
        this.what = what;
        this.project = project;
        this.output = output;
    }

    TestExport metrics(String... names) {
        metrics = List.of(names);
        return this;
    }

    TestExport columns(String... names) {
        columns = List.of(names);
        return this;
    }

    TestExport since(Since moment) {
        since = moment;
        return this;
    }

    TestExport as(Format other) {
        format = other;
        return this;
    }

    TestExport gzip() {
        gzip = true;
        return this;
    }

    TestExport resume() {
        resume = true;
        return this;
    }

    TestExport keepGoing() {
        keepGoing = true;
        return this;
    }

    public TestExport sampled() {
        sampled = true;
        return this;
    }

    public ExportResult run(Transport transport) {
        return run(transport, URI.create("http://fake/"));
    }

    ExportResult run(Transport transport, URI server) {
        ExportRequest request = new ExportRequest(
                what,
                List.of(project),
                null,
                metrics,
                columns,
                false,
                since,
                output,
                format,
                gzip,
                false,
                resume,
                keepGoing,
                sampled);
        try (Progress progress = Display.NONE.begin("export", "experiments", -1)) {
            Api api = new Api(transport, () -> server, ApiOptions.defaults());
            return new Export(api, transport, server.toString(), request, progress, Instant.EPOCH).run();
        }
    }
}
