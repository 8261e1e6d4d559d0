package io.cometsh.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Serves the tools over standard input and output until the input ends. */
public final class McpServing {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_ERROR = 2_000;
    private static final String INSTRUCTIONS =
            "Experiments of machine learning in Comet. Ask columns for the names before a query. Every answer states how"
                    + " many rows there are (total) and how many it shows (shown).";

    private final Workplace workplace;
    private final boolean readOnly;

    /** @param readOnly without the tool that proposes changes; no tool makes one */
    public McpServing(Workplace workplace, boolean readOnly) {
        this.workplace = workplace;
        this.readOnly = readOnly;
    }

    /** Returns when the client has closed {@code in} and its last call is answered. */
    public void serve(InputStream in, OutputStream out, String version) throws InterruptedException {
        McpJsonMapper json = new JacksonMcpJsonMapper(new JsonMapper());
        List<Tool> tools = Tools.all(readOnly);
        Conversation conversation =
                new Conversation(in, out, tools.stream().map(Tool::name).toList());
        McpSyncServer server = McpServer.sync(
                        new StdioServerTransportProvider(json, conversation.requests(), conversation.answers()))
                .serverInfo("cometsh", version)
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .jsonMapper(json)
                // The tools look at their arguments themselves, and their errors name what to give instead.
                .validateToolInputs(false)
                .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(null))
                .tools(tools.stream().map(this::specification).toList())
                .build();
        conversation.awaitEnd();
        server.closeGracefully();
    }

    private SyncToolSpecification specification(Tool tool) {
        return SyncToolSpecification.builder()
                .tool(described(tool))
                .callHandler((exchange, request) -> call(tool, request))
                .build();
    }

    /** As a client lists it. */
    static McpSchema.Tool described(Tool tool) {
        return McpSchema.Tool.builder(tool.name(), tool.input().map())
                .description(tool.description())
                .outputSchema(tool.output().map())
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(true)
                        .openWorldHint(false)
                        .build())
                .build();
    }

    /** One call at a time: they share the cache of one api. */
    private synchronized CallToolResult call(Tool tool, CallToolRequest request) {
        try {
            Map<String, Object> answer = tool.call(new ToolArguments(request.arguments(), tool.input()), workplace);
            return CallToolResult.builder()
                    .structuredContent(answer)
                    .textContent(List.of(text(answer)))
                    .isError(false)
                    .build();
        } catch (ToolException | IllegalArgumentException e) {
            return failed(e.getMessage());
        } catch (Exception e) {
            return failed(workplace.sentence(e));
        }
    }

    private static CallToolResult failed(String sentence) {
        return CallToolResult.builder()
                .textContent(List.of(cut(sentence)))
                .isError(true)
                .build();
    }

    /** An error may repeat a long argument. */
    static String cut(String sentence) {
        return sentence.length() <= LONGEST_ERROR
                ? sentence
                : sentence.substring(0, LONGEST_ERROR) + "… (" + sentence.length() + " characters)";
    }

    private static String text(Map<String, Object> answer) throws JsonProcessingException {
        return JSON.writeValueAsString(answer);
    }

    /** The list of tools as a client gets it. */
    public static List<Object> listed(boolean readOnly) {
        return Tools.all(readOnly).stream().<Object>map(McpServing::described).toList();
    }
}
