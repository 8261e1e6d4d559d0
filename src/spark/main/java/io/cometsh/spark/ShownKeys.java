package io.cometsh.spark;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings of Spark that hold the API key where everybody reads it: Spark shows its settings on the environment page, in its REST
 * interface and in event logs.
 */
final class ShownKeys {
    /** What Spark hides unless {@code spark.redaction.regex} names something else. */
    private static final String HIDDEN = "(?i)secret|password|token|access[.]?key";
    /** Such as {@code spark.executorEnv.COMET_API_KEY}; a reference to a secret of Kubernetes is not a key. */
    private static final Pattern OF_THE_KEY = Pattern.compile("(?!.*secretKeyRef).*COMET_API_KEY");
    /** A shorter text may be in a setting by chance. */
    private static final int LEAST_LENGTH = 16;

    private ShownKeys() {}

    /** @throws IllegalArgumentException when a setting that Spark does not hide is a key or contains this one */
    static void refuse(Map<String, String> settings, String apiKey) {
        Pattern hidden = Pattern.compile(settings.getOrDefault("spark.redaction.regex", HIDDEN));
        settings.forEach((name, value) -> {
            boolean isKey = OF_THE_KEY.matcher(name).matches()
                    || apiKey != null && apiKey.length() >= LEAST_LENGTH && value.contains(apiKey);
            if (isKey && !hidden.matcher(name).find() && !hidden.matcher(value).find()) {
                throw new IllegalArgumentException(
                        name + " contains the API key, and Spark shows its settings on pages and"
                                + " in event logs: revoke the key if it is a real one. Set COMET_API_KEY in the environment of the"
                                + " driver; with option keys=executors each executor needs it in its own, where Kubernetes"
                                + " puts it with spark.kubernetes.executor.secretKeyRef.COMET_API_KEY");
            }
        });
    }
}
