package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiRequest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comet sends texts; what is a number reckons as a number in a script, and prints as it was sent. */
class WireValuesTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final FakeTransport transport = new FakeTransport();
    private final Api api = new Api(transport, () -> URI.create("https://comet.example/"), ApiOptions.defaults());

    @BeforeEach
    void answers() {
        transport.on(
                "experiment/metadata",
                "{\"experimentKey\":\"" + KEY
                        + "\",\"experimentName\":\"fox\",\"startTimeMillis\":1700000000000,\"running\":false}");
        transport.on(
                "experiment/metrics/get-metric",
                "{\"metrics\":[{\"metricName\":\"loss\",\"metricValue\":\"1e-05\",\"step\":0},"
                        + "{\"metricName\":\"loss\",\"metricValue\":\"0.50\",\"step\":1},"
                        + "{\"metricName\":\"loss\",\"metricValue\":\"10\",\"step\":2}]}");
        transport.on(
                "experiment/parameters",
                "{\"values\":[{\"name\":\"batch\",\"valueCurrent\":\"8\",\"valueMin\":\"8\"},"
                        + "{\"name\":\"batch2\",\"valueCurrent\":\"256\"},{\"name\":\"opt\",\"valueCurrent\":\"adam\"},"
                        + "{\"name\":\"seed\",\"valueCurrent\":\"007\"}]}");
        transport.on("experiment/log-other", "{\"values\":[{\"name\":\"n\",\"valueCurrent\":\"3\"}]}");
        transport.on("write/experiment/metric", "{}");
    }

    private Object run(String code) {
        return new ScriptRunner(new ScriptContext().variable("api", api))
                .run(
                        "def exp = api.getExperimentByKey('" + KEY + "'); def m = exp.getMetrics('loss');"
                                + " def p = exp.getParametersSummary();\n" + code,
                        "Wire.groovy",
                        List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m*.metricValue.sum() == 10.50001",
                "m*.metricValue.max() == 10",
                "m.max { it.metricValue }.step == 2",
                "\"${m*.metricValue}\" == '[1e-05, 0.50, 10]'",
                "m*.metricValue.join(' ') == '1e-05 0.50 10'",
                "m[1].metricValue * 2 == 1",
                "m[1]['metricValue'] + 1 == 1.5",
                "p.findAll { it.name != 'opt' }.max { it.valueCurrent }.valueCurrent == 256",
                "p[0].valueCurrent == '8' && '8' == p[0].valueCurrent && p[0].valueCurrent == 8 && p[0].valueCurrent == 8.0",
                "p[0].valueCurrent != '08' && p[0].valueCurrent != 9 && !(p[0].valueCurrent == 'adam')",
                "p[3].valueCurrent == '007' && p[3].valueCurrent == 7 && p[3].valueCurrent != '7'",
                "p[0].valueCurrent in ['8', '16'] && p[0].valueCurrent in [8, 16] && !(p[0].valueCurrent in ['16'])",
                "p[0].valueCurrent in 1..10 && !(p[1].valueCurrent in 1..10) && p[1].valueCurrent !in 1..10",
                "p[2].valueCurrent == 'adam' && p[2].valueCurrent in ['adam']",
                "p*.valueCurrent.findAll { it.contains('a') } == ['adam']",
                "switch (p[0].valueCurrent) { case '8': true; break; default: false }",
                "p[0].valueMin + 1 == 9",
                "exp.getOthersSummary('n')[0] + 1 == 4",
                "(p[0].valueCurrent as int) + p[0].valueCurrent.toDouble() + p[0].valueCurrent.toInteger() == 24",
                "exp.startTime > datetime(2023, 11, 14) && exp.startTime < datetime(2023, 11, 15)",
                "datetime(2023, 11, 14) < exp.startTime && exp.startTime <= days(1).ago",
                "exp.startTime == datetime(2023, 11, 14, 22, 13, 20) && exp.startTime != datetime(2023, 11, 14)",
                "(exp.startTime <=> datetime(2023, 11, 15)) == -1",
                "exp.startTime > java.time.LocalDate.of(2023, 11, 14) && exp.startTime > new Date(0)",
                "exp.getMetrics('loss').table().metricValue.sum() == 10.50001",
            })
    void reckons(String code) {
        assertThat(run(code)).as(code).isEqualTo(true);
    }

    @Test
    void a_value_that_was_read_can_be_logged_as_it_is() {
        run(
                "m.each { exp.logMetric('copy', it.metricValue, it.step) }; exp.logMetric('copy', '0.25'); exp.logMetric('copy', p[3].valueCurrent); exp.logMetrics([copy: '1'])");

        assertThat(transport.requests().stream()
                        .filter(request -> request.endpoint().equals("write/experiment/metric"))
                        .map(ApiRequest::json)
                        .map(json -> json.replaceAll(".*\"metricValue\":([^,}]*).*", "$1")))
                .containsExactly("1e-05", "0.50", "10", "0.25", "7", "1");
    }

    @Test
    void a_text_that_is_not_a_number_is_refused_before_it_is_sent() {
        assertThatThrownBy(() -> run("exp.logMetric('copy', p[2].valueCurrent)"))
                .hasMessage("the metric \"copy\" must be a number, not \"adam\"");
        assertThat(transport.count("write/experiment/metric")).isZero();
    }
}
