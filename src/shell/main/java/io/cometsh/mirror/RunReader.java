package io.cometsh.mirror;

import io.cometsh.bulk.RunFiles;
import io.cometsh.client.points.ExperimentPoints;
import io.cometsh.client.service.Endpoints;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Json;
import io.cometsh.files.FolderTrees;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.Transport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Reads runs from the server and adds what it answers to a reply file. */
final class RunReader {
    private static final List<String> FACTS =
            List.of(Endpoints.METRICS_SUMMARY, Endpoints.PARAMETERS, Endpoints.OTHERS, Endpoints.TAGS);

    private final Transport transport;
    private final InstantSource clock;
    private final ReplyFile target;
    private final String targetName;
    private final Path work;

    RunReader(Transport transport, InstantSource clock, ReplyFile target, String targetName, Path work) {
        this.transport = transport;
        this.clock = clock;
        this.target = target;
        this.targetName = targetName;
        this.work = work;
    }

    MirrorRun read(ExperimentMetadata row) throws IOException {
        Path own = work.resolve(row.experimentKey());
        Files.createDirectories(own);
        long readAt = clock.millis();
        try (FileChannel bytes = FileChannel.open(
                own.resolve("replies"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(bytes), 1 << 16);
            // The points first: what is logged while the run is read must not be missing in the summaries.
            ExperimentPoints.Copied points;
            try (RecordedReplies.Writer replies = new RecordedReplies.Writer(out, own.resolve("reply"))) {
                points = new RunFiles(new RecordingTransport(transport, replies), own.resolve("points")).read(row);
                replies.finish();
            }
            out.flush();
            long split = bytes.position();
            try (RecordedReplies.Writer replies = new RecordedReplies.Writer(out, own.resolve("reply"))) {
                facts(row.experimentKey(), new RecordingTransport(transport, replies));
                replies.finish();
            }
            out.flush();
            long end = bytes.position();
            MirrorRun run = new MirrorRun(
                    row, targetName, 0, end - split, split, readAt, points.count(), points.sampled(), null);
            return run.in(targetName, target.add(head(run), bytes, 0, end));
        } finally {
            FolderTrees.delete(own);
        }
    }

    private static void facts(String key, Transport recording) {
        Map<String, String> parameters = Map.of("experimentKey", key);
        for (String endpoint : FACTS) {
            ApiRequest request = ApiRequest.get(endpoint, parameters);
            Json.read(request, recording.send(request));
        }
        try {
            ApiRequest request = ApiRequest.get(Endpoints.SYSTEM_DETAILS, parameters);
            Json.read(request, recording.send(request));
        } catch (CometHttpException e) {
            if (e.isUnauthorized() || e.status() >= 500 || e.status() == 429) {
                throw e;
            }
            // A server without system details of this run has none offline either.
        }
    }

    static byte[] head(MirrorRun run) throws IOException {
        return MirrorFolder.JSON.writeValueAsBytes(run);
    }
}
