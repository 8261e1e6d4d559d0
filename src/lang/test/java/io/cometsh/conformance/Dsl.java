package io.cometsh.conformance;

import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.ScriptRunner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A query as it is written in Python: the text is ours but for a few literals. */
public final class Dsl {
    private static final Map<String, Object> EVALUATED = new HashMap<>();

    private Dsl() {}

    /** Many calls share a text, and compiling it is slow. */
    static Object evaluate(String python) {
        Object value = EVALUATED.computeIfAbsent(python, Dsl::evaluated);
        if (value instanceof RuntimeException failure) {
            throw failure;
        }
        return value;
    }

    private static Object evaluated(String python) {
        try {
            return new ScriptRunner(new ScriptContext()).run(groovy(python), "query.groovy", List.of());
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    /** The same text in Groovy. */
    public static String groovy(String python) {
        return python.replace("float('inf')", "Double.POSITIVE_INFINITY")
                .replace("float('nan')", "Double.NaN")
                .replace("Decimal('0.5')", "0.5G")
                .replace("b'adam'", "'adam'")
                .replace("qtype=", "")
                .replace(" and ", " && ")
                .replace("not (", "!(")
                .replaceAll("\\bdate\\(", "java.time.LocalDate.of(")
                .replace(", tzinfo=timezone.utc)", ").atOffset(java.time.ZoneOffset.UTC)")
                .replace(", tzinfo=timezone(timedelta(hours=2)))", ").atOffset(java.time.ZoneOffset.ofHours(2))");
    }
}
