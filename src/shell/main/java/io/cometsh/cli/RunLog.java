package io.cometsh.cli;

import io.cometsh.export.JsonValue;
import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import io.cometsh.transport.RequestWait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * {@code --log FILE}: what a run did, one JSON object a line, added to the file. Each has {@code time} (ISO 8601, UTC),
 * {@code pid} and {@code event}: {@code start}, {@code request}, {@code wait}, {@code warning}, {@code error},
 * {@code end}. Nothing of what a script prints and no secret is in there.
 */
final class RunLog implements RequestListener, AutoCloseable {
    private final Path file;
    private final Instant began = Instant.now();
    private final LongAdder requests = new LongAdder();
    private final LongAdder fromCache = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private Integer exitCode;
    private boolean ended;

    private RunLog(Path file) {
        this.file = file;
    }

    /** Begins the log of a run; an end by System.exit or a signal is logged too. */
    static RunLog begin(Path file, String command) {
        RunLog log = new RunLog(file);
        try {
            log.append(log.line("start", Map.of("version", ProgramVersion.number(), "command", command)));
        } catch (UncheckedIOException e) {
            throw new UsageException(
                    "cannot write to the log " + file + ": " + e.getCause().getMessage());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(log::close, "cometsh-log"));
        return log;
    }

    @Override
    public void onReply(RequestEvent event) {
        if (event.fromCache()) {
            fromCache.increment();
        } else {
            requests.increment();
            bytes.add(event.bytesIn());
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("method", event.method());
        members.put("url", event.url());
        members.put("status", event.status() == 0 ? null : event.status());
        members.put("cached", event.fromCache());
        members.put("attempt", event.attempt());
        members.put("bytes_in", event.bytesIn());
        members.put("bytes_out", event.bytesOut());
        members.put("millis", event.took().toMillis());
        write("request", members);
    }

    @Override
    public void onWait(RequestWait wait) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("request", wait.request());
        members.put("millis", wait.length().toMillis());
        members.put("reason", wait.reason());
        write("wait", members);
    }

    void warning(String message) {
        write("warning", Map.of("message", message));
    }

    void error(String message) {
        write("error", Map.of("message", message));
    }

    void exit(int code) {
        exitCode = code;
    }

    /** The last line: the exit code, null when System.exit or a signal ended the run, and what it has cost. */
    @Override
    public synchronized void close() {
        if (ended) {
            return;
        }
        ended = true;
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("exit_code", exitCode);
        members.put("seconds", Duration.between(began, Instant.now()).toMillis() / 1000.0);
        members.put("requests", requests.sum());
        members.put("cached", fromCache.sum());
        members.put("bytes_in", bytes.sum());
        write("end", members);
    }

    private void write(String event, Map<String, Object> members) {
        try {
            append(line(event, members));
        } catch (UncheckedIOException full) {
            // The work continues: a log that cannot be written is no reason to lose the night's results.
            return;
        }
    }

    private String line(String event, Map<String, ?> members) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        line.put("pid", ProcessHandle.current().pid());
        line.put("event", event);
        line.putAll(members);
        return JsonValue.text(line) + "\n";
    }

    /** Writes a line in one piece. Opens the file each time, so that a log that was rotated away is not written to. */
    private synchronized void append(String line) {
        try {
            Files.write(file, line.getBytes(StandardCharsets.UTF_8), options());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenOption[] options() {
        return new OpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND};
    }
}
