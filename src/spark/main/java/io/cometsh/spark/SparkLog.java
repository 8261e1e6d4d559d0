package io.cometsh.spark;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user should read goes to Spark's own log. */
final class SparkLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.cometsh.spark");

    private SparkLog() {}

    static void warn(String sentence) {
        LOG.warn("{}", sentence);
    }

    static void note(String sentence) {
        LOG.info("{}", sentence);
    }
}
