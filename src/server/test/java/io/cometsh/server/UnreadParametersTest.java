package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the official client sends and our server does not read. Each member is listed here on purpose: a new line means that a client asks for something and does not get it.
 *
 * <p>A member counts as read when the file that serves its path, or one that all of them use, has its name as a string. Members within members count too.
 */
class UnreadParametersTest {
    private static final Path ROUTES = Path.of("src/server/main/java/io/cometsh/server/route");
    private static final Path SERVICES = Path.of("src/server/main/java/io/cometsh/server/service");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern TEMPLATE = Pattern.compile("[\\w/.-]*\\{\\w+\\}[\\w/.{}-]*");
    private static final Pattern SPACE = Pattern.compile("^/(?:clientlib/rest/v2|api/rest/v2|clientlib)?/?");

    /** Not read by any handler for a reason that holds everywhere. */
    private static final Set<String> EVERYWHERE = Set.of("apiKey", "api_key");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void each_recorded_parameter_is_read_or_listed_here() throws IOException {
        Map<Path, Set<String>> strings = new TreeMap<>();
        for (Path folder : List.of(ROUTES, SERVICES)) {
            try (Stream<Path> files = Files.list(folder)) {
                // It reads the messages of an archive, and no request.
                files.filter(file -> !file.endsWith("OfflineImport.java"))
                        .forEach(file -> strings.put(file, strings(file)));
            }
        }
        Map<String, Set<String>> unread = new TreeMap<>();
        int seen = 0;
        try (Stream<Path> recordings = Files.list(Path.of("src/server/test/resources/recorded"))) {
            for (Path recording : recordings
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .toList()) {
                for (String line : Files.readAllLines(recording)) {
                    JsonNode request = json.readTree(line).path("request");
                    if (request.path("path").isTextual()) {
                        seen++;
                        look(request, strings, unread);
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(500);
        StringBuilder found = new StringBuilder();
        unread.forEach((path, names) ->
                found.append(path).append(": ").append(String.join(", ", names)).append('\n'));
        assertThat(found.toString().lines())
                .containsExactlyElementsOf(UNREAD.lines()
                        .map(line -> line.replaceFirst(" #.*", ""))
                        .toList());
    }

    private static void look(JsonNode request, Map<Path, Set<String>> strings, Map<String, Set<String>> unread) {
        String path = SPACE.matcher(request.get("path").asText()).replaceFirst("");
        Set<String> read = new TreeSet<>(EVERYWHERE);
        boolean served = false;
        for (Map.Entry<Path, Set<String>> file : strings.entrySet()) {
            String name = file.getKey().getFileName().toString();
            boolean serves =
                    name.endsWith("Routes.java") && file.getValue().stream().anyMatch(text -> fits(text, path));
            served |= serves;
            if (serves || !name.endsWith("Routes.java")) {
                read.addAll(file.getValue());
            }
        }
        if (!served) {
            unread.computeIfAbsent("(not served)", none -> new TreeSet<>()).add(path);
            return;
        }
        Set<String> sent = new TreeSet<>();
        collect("", request.path("query"), read, sent);
        collect("", request.path("body"), read, sent);
        if (!sent.isEmpty()) {
            unread.computeIfAbsent(path, none -> new TreeSet<>()).addAll(sent);
        }
    }

    /** The members that are not read, with the members they are in: {@code rules[].plugins}. What is in an unread member is not looked at. */
    private static void collect(String within, JsonNode node, Set<String> read, Set<String> unread) {
        if (node.isArray()) {
            node.forEach(element ->
                    collect(within.isEmpty() ? "" : within.replaceFirst("\\.$", "[]."), element, read, unread));
            return;
        }
        if (node.has("content-type")) {
            // The recorder's description of a part of a multipart body.
            return;
        }
        node.properties().forEach(member -> {
            String name = within + member.getKey();
            if (member.getKey().startsWith("$")) {
                return;
            }
            if (read.contains(member.getKey())) {
                collect(name + ".", member.getValue(), read, unread);
            } else {
                unread.add(name);
            }
        });
    }

    private static boolean fits(String route, String path) {
        return route.equals(path)
                || TEMPLATE.matcher(route).matches() && path.matches(route.replaceAll("\\{\\w+\\}", "[^/]+"));
    }

    private static Set<String> strings(Path file) {
        try {
            Set<String> strings = new TreeSet<>();
            Matcher matcher = STRING.matcher(Files.readString(file));
            while (matcher.find()) {
                strings.add(matcher.group(1));
            }
            return strings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Path, the members that are not read, and why after {@code #}. */
    private static final String UNREAD = """
            (not served): api/rest/v1/workspaces, asset/upload-complete, asset/upload-start, bucket/6aa914ffbee94e11b69445383d7732f4, bucket/d4fcc9ef32394ea0956c1725c0c98604, s3/object, s3/part-1, s3/part-2 # a cloud store, which the handshake does not offer; a version of the interface that is gone
            asset/upload: isRemote # the part "link" has it
            experiments/multi-metric-chart: independentMetrics # how a chart draws
            experiments/search: chainsQueryRules, ignorePinnedExperimentsFirst, multipleSort, pinnedOnly, rulesTree.rules[].valid, rulesTree.valid, viewId # the web table's: pins and saved views; a client sends only valid rules
            logger/add/run: libVersion, offline # the server takes data of a run that is not alive
            logger/copy-steps-from-experiment: libVersion, localTimestamp # as above
            logger/get/run: libVersion # as above
            notification/experiment: additional_data, experiment_key, experiment_link, experiment_name, title # mails are not sent
            project/query: predicates[].negated, predicates[].query.rules[].valid, predicates[].query.valid # the operator of a negated rule is the opposite one already; a client sends only valid rules
            registry-model/history/item: groupedBy # the one grouping there is
            rpc/register-rpc: argumentNames, functionDocumentation # only stop is called
            rpc/save-rpc-result: endTimeMs, errorMessage, errorStackTrace, result, startTimeMs # only stop is called
            status-report/update: offline # the server takes data of a run that is not alive
            visualizations/upload: figCounter # the id made by the client is final
            write/artifact/assets/remote/batch: remoteArtifactAssetRequests[].isRemote # the link has it
            write/experiment/dependencies: logDependencies # the whole body is kept
            write/experiment/git/metadata: branch, origin # the whole body is kept
            write/experiment/output: outputLines[].localTimestamp # lines are in the order of their offsets
            write/experiment/parameter: parameterValue.c # an object is kept as its text
            write/experiment/system-details: gpuStaticInfoList[].gpuIndex, gpuStaticInfoList[].powerLimit, gpuStaticInfoList[].uuid # the whole list is kept
            write/registry-model/item/itm2dylnoIk8sX5sCojyBRnMN/metadata: metadata[].value.h, metadata[].value.w # an object is kept as its text
            write/views/upsert: v2.panels # the whole view is kept
            """;
}
