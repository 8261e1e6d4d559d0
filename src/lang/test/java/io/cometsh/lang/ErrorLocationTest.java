package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.query.QueryException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ErrorLocationTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = '#', textBlock = """
                    no workspace "acme"; there are demo, local # api.query("acme", "loss") # acme
                    a query must be such as Metric("loss") < 0.2, not the String x # api.query("a", "x"); r.getMetrics("loss") # -
                    write params["lr"], not "best" # run.params["lr"] + run["best"] # best
                    write metrics."loss" # table(["metrics.loss"]) # -
                    `runs` has no property, write runs.first() # println runs # runs
                    """)
    void an_example_in_a_message_is_not_what_failed(String message, String code, String marked) {
        QueryException thrown = new QueryException(message);
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("s", "run", "s.groovy", 1)});
        ErrorLocation place = ErrorLocation.of(thrown, name -> new ErrorLocation.ErrorSource(name, code, false));

        int expected = marked.equals("-") ? 0 : code.indexOf(marked) + 1;
        assertThat(place.column()).isEqualTo(expected);
    }
}
