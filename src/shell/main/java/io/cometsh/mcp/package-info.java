/**
 * The server of the Model Context Protocol: a few tools with which an agent reads experiments. Each tool answers with one
 * object that has a schema, and no tool writes.
 */
package io.cometsh.mcp;
