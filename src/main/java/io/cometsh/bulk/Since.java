package io.cometsh.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.client.ExperimentMetadata;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which experiments have changed: since a moment, or since an export whose manifest is there. An experiment that runs, or
 * that has run since, counts as changed; what is edited later without running (a tag, a parameter) leaves no trace in the
 * list of experiments.
 */
public abstract class Since {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhdw])");
    private static final JsonMapper JSON = new JsonMapper();

    private final String text;

    private Since(String text) {
        this.text = text;
    }

    /** Whether the experiment is to be exported again. */
    abstract boolean hasChanged(ExperimentMetadata experiment);

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }

    /**
     * Reads {@code 2026-01-31}, {@code 2026-01-31T12:00}, {@code 2026-01-31T12:00:00Z} (UTC), {@code 24h}, {@code 7d}, or
     * the path of a manifest.
     *
     * @param folder against which a path is resolved
     * @throws CometException for anything else
     */
    public static Since of(String text, Path folder, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return since(text, now.minus(length(Long.parseLong(ago.group(1)), ago.group(2))));
        }
        Instant moment = moment(text);
        if (moment != null) {
            return since(text, moment);
        }
        Path file = folder.resolve(text);
        if (!Files.isRegularFile(file)) {
            throw new CometException(
                    "--since takes a time such as 2026-01-31, 2026-01-31T12:00 (UTC), 24h or 7d, or the"
                            + " manifest of an earlier export, and \"" + text + "\" is none of these");
        }
        return manifest(text, file);
    }

    private static Duration length(long count, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException notADateTime) {
                try {
                    return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                } catch (DateTimeException notADate) {
                    return null;
                }
            }
        }
    }

    private static Since since(String text, Instant moment) {
        long millis = moment.toEpochMilli();
        return new Since(text) {
            @Override
            boolean hasChanged(ExperimentMetadata experiment) {
                Long end = experiment.endTimeMillis();
                Long start = experiment.startTimeMillis();
                return experiment.running()
                        || end == null
                        || end <= 0
                        || end >= millis
                        || start != null && start >= millis;
            }
        };
    }

    private static Since manifest(String text, Path file) {
        Map<String, String> before = new HashMap<>();
        try {
            JsonNode experiments = JSON.readTree(file.toFile()).path("experiments");
            if (!experiments.isArray()) {
                throw new CometException(text + " is no manifest of an export: it has no list of experiments");
            }
            for (JsonNode one : experiments) {
                String status = one.path("status").asText();
                if (!status.equals("failed")) {
                    before.put(one.path("key").asText(), one.path("state").asText() + " " + one.path("end"));
                }
            }
        } catch (IOException e) {
            throw new CometException(text + " is no manifest of an export: it cannot be read as JSON", e);
        }
        return new Since(text) {
            @Override
            boolean hasChanged(ExperimentMetadata experiment) {
                return experiment.running()
                        || !(experiment.state() + " " + experiment.endTimeMillis())
                                .equals(before.get(experiment.experimentKey()));
            }
        };
    }
}
