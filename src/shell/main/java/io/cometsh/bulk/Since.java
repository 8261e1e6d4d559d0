package io.cometsh.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.transport.CometException;
import io.cometsh.transport.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which experiments have changed: since a moment, or since an export whose manifest is there. An experiment that runs, or
 * that has run since, counts as changed; with a manifest, also one that has another name or project. What is edited later
 * without running (a tag, a parameter, a metric added by a script) leaves no trace in the list of experiments.
 */
public abstract class Since {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhdw])");
    /** What an experiment must be in a manifest to need no further export. */
    private static final Set<String> HELD = Set.of("exported", "sampled", "unchanged");

    private final String text;

    private Since(String text) {
        this.text = text;
    }

    /** Whether the experiment is to be exported again. */
    abstract boolean hasChanged(ExperimentMetadata experiment);

    /** The experiments of the earlier export, by their keys, that {@link #hasChanged} was not asked of. */
    Set<String> missing() {
        return Set.of();
    }

    /**
     * Refuses a request of another kind: experiments unchanged since an export of another kind must still be exported.
     *
     * @throws CometException naming the difference
     */
    void requireFits(ExportRequest request) {
        // A moment fits everything.
    }

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

    /** What the list of experiments tells of one; when that is as it was, the experiment counts as unchanged. */
    private record Seen(String state, Long end, String name, String project) {
        static Seen of(ExperimentMetadata experiment) {
            return new Seen(
                    experiment.state(),
                    experiment.endTimeMillis(),
                    experiment.experimentName(),
                    experiment.projectName());
        }

        static Seen of(JsonNode member) {
            return new Seen(
                    member.path("state").asText(null),
                    member.path("end").isNumber() ? member.path("end").asLong() : null,
                    member.path("name").asText(null),
                    member.path("project").asText(null));
        }
    }

    private static Since manifest(String text, Path file) {
        Map<String, Seen> before = new HashMap<>();
        JsonNode manifest;
        try {
            manifest = JsonTree.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CometException(text + " is not a manifest of an export: it cannot be read as JSON", e);
        }
        JsonNode experiments = manifest.path("experiments");
        if (!experiments.isArray()) {
            throw new CometException(text + " is not a manifest of an export: it has no list of experiments");
        }
        for (JsonNode one : experiments) {
            if (HELD.contains(one.path("status").asText())) {
                before.put(one.path("key").asText(), Seen.of(one));
            }
        }
        Set<String> missing = new LinkedHashSet<>(before.keySet());
        return new Since(text) {
            @Override
            boolean hasChanged(ExperimentMetadata experiment) {
                missing.remove(experiment.experimentKey());
                return experiment.running() || !Seen.of(experiment).equals(before.get(experiment.experimentKey()));
            }

            @Override
            Set<String> missing() {
                return Set.copyOf(missing);
            }

            @Override
            void requireFits(ExportRequest request) {
                String what = manifest.path("what").asText();
                if (!what.equals(request.what().toString())) {
                    throw new CometException(text + " is the manifest of an export of " + what
                            + ": what it calls exported has not been exported as " + request.what());
                }
                List<String> metrics = texts(manifest.path("metrics"));
                if (!metrics.isEmpty()
                        && !(metrics.containsAll(request.metrics())
                                && !request.metrics().isEmpty())) {
                    throw new CometException(text + " is the manifest of an export of the metrics "
                            + String.join(", ", metrics) + " alone: others have not been exported before");
                }
                JsonNode narrowed = manifest.path(Manifest.ASKED_COLUMNS);
                // A manifest of an older version does not record whether its columns were all or chosen.
                if (narrowed.isArray() || !request.columns().isEmpty()) {
                    List<String> columns = texts(narrowed.isArray() ? narrowed : manifest.path("columns"));
                    if (!columns.equals(request.columns())) {
                        throw new CometException(text + " is the manifest of an export with " + columns(columns)
                                + ", and this one has " + columns(request.columns()) + ": "
                                + (columns.isEmpty()
                                        ? "leave --columns out"
                                        : "give --columns " + String.join(",", columns))
                                + ", or export everything again without --since");
                    }
                }
            }
        };
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String columns(List<String> columns) {
        return columns.isEmpty() ? "all columns" : "the columns " + String.join(", ", columns);
    }
}
