package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API key in Spark's settings. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShownKeysTest {
    private static final String KEY = "k3y0123456789abcdefGHIJ";

    @ParameterizedTest
    @CsvSource({
        "spark.executorEnv.COMET_API_KEY, another-key",
        "spark.yarn.appMasterEnv.COMET_API_KEY, another-key",
        "spark.kubernetes.driverEnv.COMET_API_KEY, another-key",
        "spark.executorEnv.OTHER, k3y0123456789abcdefGHIJ",
        "spark.driver.extraJavaOptions, -Dkey=k3y0123456789abcdefGHIJ -Xmx1g",
    })
    void one_that_Spark_shows_is_refused_by_its_name(String name, String value) {
        assertThatThrownBy(() -> ShownKeys.refuse(Map.of(name, value, "spark.app.name", "x"), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " contains the API key")
                .hasMessageContaining("COMET_API_KEY in the environment of the driver")
                .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "spark.kubernetes.executor.secretKeyRef.COMET_API_KEY, comet:key",
        "spark.executorEnv.MY_TOKEN, k3y0123456789abcdefGHIJ",
        "spark.executorEnv.COMET_WORKSPACE, acme",
    })
    void what_Spark_hides_and_what_is_not_a_key_is_not(String name, String value) {
        assertThatCode(() -> ShownKeys.refuse(Map.of(name, value), KEY)).doesNotThrowAnyException();
    }

    @Test
    void Spark_hides_it_when_asked() {
        Map<String, String> settings =
                Map.of("spark.executorEnv.COMET_API_KEY", KEY, "spark.redaction.regex", "(?i)secret|api_key");
        assertThatCode(() -> ShownKeys.refuse(settings, KEY)).doesNotThrowAnyException();
    }

    @Test
    void a_short_key_is_not_looked_for_in_values() {
        assertThatCode(() -> ShownKeys.refuse(Map.of("spark.app.name", "demo"), "demo"))
                .doesNotThrowAnyException();
    }
}
