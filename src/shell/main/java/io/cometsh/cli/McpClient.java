package io.cometsh.cli;

/** Programs with an agent that can use the tools. */
enum McpClient {
    claude,
    cursor,
    codex,
    vscode
}
