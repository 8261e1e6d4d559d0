package io.cometsh.server.store;

/**
 * A panel: a program that draws on a page of the web interface. The server stores it and gives it back.
 *
 * @param template the description in its archive: a JSON object with the name and the code
 * @param created epoch milliseconds, as is {@code updated}
 */
public record PanelRow(
        String id, String workspace, String name, String owner, long created, long updated, String template) {}
