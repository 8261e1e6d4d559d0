package io.cometsh.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds this server to the settings of a client. What else is in them stays; no key is written. */
final class McpInstall {
    private static final String NAME = "cometsh";

    private final ProcessContext context;
    private final GlobalOptions options;

    McpInstall(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    /** @return what was done, in a sentence */
    String into(McpClient client) throws IOException {
        Path file = file(client);
        String before = Files.exists(file) ? Files.readString(file) : "";
        String after = client == McpClient.codex ? toml(before) : json(client, file, before);
        if (after.equals(before)) {
            return NAME + " is in " + file + " already";
        }
        Files.createDirectories(file.resolveSibling(""));
        AtomicFile.write(file, after.getBytes(StandardCharsets.UTF_8), AtomicFile.Kind.PLAIN);
        return "added " + NAME + " to " + file + "; start " + client + " again to use it";
    }

    private Path file(McpClient client) {
        Path home = context.home();
        if (home == null) {
            throw new UsageException("there is no home folder with the settings of " + client + ": set HOME");
        }
        return switch (client) {
            case claude -> home.resolve(".claude.json");
            case cursor -> home.resolve(".cursor").resolve("mcp.json");
            case codex -> home.resolve(".codex").resolve("config.toml");
            case vscode -> configuration(home).resolve("Code").resolve("User").resolve("mcp.json");
        };
    }

    private Path configuration(Path home) {
        Map<String, String> environment = context.environment();
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("windows") && environment.get("APPDATA") != null) {
            return Path.of(environment.get("APPDATA"));
        }
        if (system.contains("mac")) {
            return home.resolve("Library").resolve("Application Support");
        }
        String folder = environment.get("XDG_CONFIG_HOME");
        return folder == null || folder.isEmpty() ? home.resolve(".config") : Path.of(folder);
    }

    private String json(McpClient client, Path file, String before) {
        JsonMapper mapper = new JsonMapper();
        JsonNode read;
        try {
            read = before.isBlank() ? mapper.createObjectNode() : mapper.readTree(before);
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    file + " is not JSON (line " + e.getLocation().getLineNr() + "): correct it first");
        }
        String section = client == McpClient.vscode ? "servers" : "mcpServers";
        if (!(read instanceof ObjectNode settings)
                || settings.has(section) && !(settings.get(section) instanceof ObjectNode)) {
            throw new UsageException(file + " has no object \"" + section + "\": correct it first");
        }
        ObjectNode servers = settings.withObjectProperty(section);
        ObjectNode server = mapper.createObjectNode().put("type", "stdio").put("command", launcher());
        arguments().forEach(server.putArray("args")::add);
        environment().forEach(server.putObject("env")::put);
        if (server.equals(servers.get(NAME))) {
            return before;
        }
        servers.set(NAME, server);
        return settings.toPrettyString() + "\n";
    }

    private String toml(String before) {
        StringBuilder section = new StringBuilder("[mcp_servers." + NAME + "]\n");
        section.append("command = ").append(quoted(launcher())).append('\n');
        section.append("args = [")
                .append(String.join(
                        ", ", arguments().stream().map(McpInstall::quoted).toList()))
                .append("]\n");
        if (!environment().isEmpty()) {
            section.append("env = { ")
                    .append(String.join(
                            ", ",
                            environment().entrySet().stream()
                                    .map(entry -> entry.getKey() + " = " + quoted(entry.getValue()))
                                    .toList()))
                    .append(" }\n");
        }
        Matcher there = Pattern.compile("(?m)^\\[mcp_servers\\." + NAME + "\\]\\n(?:(?!\\[).*\\n?)*")
                .matcher(before);
        if (there.find()) {
            String rest = before.substring(there.end());
            return before.substring(0, there.start()) + section + (rest.isEmpty() ? "" : "\n") + rest;
        }
        return before + (before.isEmpty() ? "" : before.endsWith("\n") ? "\n" : "\n\n") + section;
    }

    /** A TOML text; what JSON escapes, TOML escapes in the same way. */
    private static String quoted(String text) {
        try {
            return new JsonMapper().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (options.isLocal()) {
            arguments.add("--local");
        }
        add(arguments, "--local-dir", options.localFolder);
        add(arguments, "--url", options.url);
        add(arguments, "--workspace", options.workspace);
        add(arguments, "--api-key-file", options.apiKeyFile);
        arguments.add("mcp");
        if (options.readOnly) {
            arguments.add("--read-only");
        }
        return arguments;
    }

    private void add(List<String> arguments, String option, Object value) {
        if (value instanceof Path path) {
            arguments.addAll(
                    List.of(option, context.workingFolder().resolve(path).toString()));
        } else if (value != null) {
            arguments.addAll(List.of(option, value.toString()));
        }
    }

    /** A client starts the server with few variables; the Java of this run is a good one. */
    private Map<String, String> environment() {
        String java = context.environment().get("COMETSH_JAVA");
        return java == null || java.isEmpty() ? Map.of() : Map.of("COMETSH_JAVA", java);
    }

    private static String launcher() {
        Path folder = ProgramFolders.program();
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path launcher = folder == null ? null : folder.resolveSibling(windows ? "bin/cometsh.cmd" : "bin/cometsh");
        return launcher != null && Files.exists(launcher) ? launcher.toString() : NAME;
    }
}
