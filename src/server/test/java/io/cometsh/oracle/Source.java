package io.cometsh.oracle;

/** Where a queried value lives, with its word on the wire and its class in the query language. */
enum Source {
    METRIC("metrics", "Metric"),
    PARAMETER("params", "Parameter"),
    OTHER("log_other", "Other"),
    METADATA("metadata", "Metadata"),
    ENVIRONMENT("env_details", "Environment"),
    TAG("tag", "Tag");

    final String wire;
    final String word;

    Source(String wire, String word) {
        this.wire = wire;
        this.word = word;
    }
}
