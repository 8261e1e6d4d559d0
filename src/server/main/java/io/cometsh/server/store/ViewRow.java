package io.cometsh.server.store;

/**
 * A saved dashboard.
 *
 * @param project the store's number of its project
 * @param experimentKey the experiment it is for; null for one of the whole project
 * @param content a JSON object: what the dashboard shows, as the client sent it
 * @param updated epoch milliseconds
 */
public record ViewRow(
        String id,
        int project,
        String experimentKey,
        Kind kind,
        String name,
        String content,
        String createdBy,
        long updated) {

    /** Where it was saved; the words are the wire's. */
    public enum Kind {
        DASHBOARD_TEMPLATE("dashboard_template"),
        CHART_TEMPLATE("chart_template");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
