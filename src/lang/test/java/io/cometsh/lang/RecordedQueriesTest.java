package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.conformance.Dsl;
import io.cometsh.query.Column;
import io.cometsh.query.PredicateBuilder;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryPlan;
import io.cometsh.query.Source;
import io.cometsh.support.TestResources;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every query that was recorded from Comet's Python client, written in Groovy, asks the server for the same; where it
 * does not, the table of differences gives the reason.
 */
@Tag("slow")
class RecordedQueriesTest {
    private static final String NOTHING = "asks nothing, finds nothing";
    private static final String REFUSED = "refused";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private record Recorded(String method, String expression, String answer) {
        String name() {
            return method + " " + expression;
        }
    }

    /** Why an answer of ours is another one, and what it must be then. */
    private enum Difference {
        /** A negation is resolved where it is written; the flag repeats what the operators already express. */
        NO_NEGATED_FLAG {
            @Override
            String expected(Recorded one, Map<String, Recorded> all) {
                return one.answer().replace("negated=true, ", "");
            }
        },
        /** project/query answers an OR wrongly or not at all, so the question is the one of search. */
        OR_GOES_TO_SEARCH {
            @Override
            String expected(Recorded one, Map<String, Recorded> all) {
                return all.get("search " + one.expression()).answer();
            }
        },
        /** An unknown column drops out of an OR; of two sides one is left, which needs no OR. */
        UNKNOWN_DROPS_OUT_OF_OR("acc greater 0.9"),
        /** A tag that nobody has is not a mistake: {@code ~Tag("bad")} must find everything. */
        UNKNOWN_TAG_IS_SENT("not-a-known-tag equal \"not-a-known-tag\""),
        /** A type that the user gives is trusted in both forms; Python's search still looks it up. */
        GIVEN_TYPE_IS_TRUSTED_AS_STRING("acc contains \"x\""),
        GIVEN_TYPE_IS_TRUSTED_AS_NUMBER("nope greater 1"),
        /** Python can't send it; the meaning is plain. */
        DATETIMES_BETWEEN(
                "start_server_timestamp greater_or_equal \"2019-01-01 00:00:00\"",
                "start_server_timestamp less_or_equal \"2020-01-01 00:00:00\""),
        DATE_IS_ITS_MIDNIGHT("start_server_timestamp greater \"2019-09-24 00:00:00\""),
        DECIMAL_IS_A_NUMBER("acc greater 0.5"),
        CHAIN_HAS_TWO_BOUNDS("acc greater 0.1", "acc less 0.9"),
        /** No rule finds NaN: the server finds experiments with a value, and the client compares the value. */
        NAN_IS_DECIDED_ON_THE_CLIENT("acc is_not_null null"),
        /** Python sends what the server cannot answer correctly; here it is an error. */
        REFUSED_BETWEEN_WITH_A_BOOLEAN,
        REFUSED_TEXT_FOR_A_NUMBER,
        REFUSED_ORDER_OF_BOOLEANS,
        REFUSED_ORDER_OF_NOTHING,
        REFUSED_NUMBER_FOR_A_DATETIME,
        REFUSED_EQUALS_A_LIST;

        private final List<String> rules;

        Difference(String... rules) {
            this.rules = List.of(rules);
        }

        /** By default the rules as "field operator value", or a refusal where there are none. */
        String expected(Recorded one, Map<String, Recorded> all) {
            return rules.isEmpty() ? REFUSED : rules.toString();
        }

        boolean comparesRules() {
            return !rules.isEmpty();
        }
    }

    private static final Map<String, Difference> DIFFERENCES = new TreeMap<>();

    private static void query(Difference difference, String... expressions) {
        for (String expression : expressions) {
            DIFFERENCES.put("query " + expression, difference);
        }
    }

    private static void search(Difference difference, String... expressions) {
        for (String expression : expressions) {
            DIFFERENCES.put("search " + expression, difference);
        }
    }

    private static void both(Difference difference, String... expressions) {
        query(difference, expressions);
        search(difference, expressions);
    }

    static {
        query(
                Difference.NO_NEGATED_FLAG,
                "~(Metric('acc') == 0.5)",
                "~(Metric('acc') != 0.5)",
                "~(Metric('acc') < 0.5)",
                "~(Metric('acc') <= 0.5)",
                "~(Metric('acc') > 0.5)",
                "~(Metric('acc') >= 0.5)",
                "~Metric('acc').between(2, 3)",
                "~~Metric('acc').between(2, 3)",
                "~~(Metric('acc') < 0.5)",
                "~Parameter('optimizer').contains('da')",
                "~Parameter('optimizer').startswith('ad')",
                "~Parameter('optimizer').endswith('am')",
                "~(Metric('acc') == None)",
                "~(Metric('acc') != None)",
                "~(Other('note') == '')",
                "~(Other('note') != '')",
                "~Tag('best')",
                "~(Metadata('hasImages') == True)",
                "~Tag('prod') & Tag('best')",
                "(Metric('loss') < 0.1) & ~(Parameter('optimizer') == 'adam')",
                "~((Metric('acc') > 0.9) | (Metric('loss') < 0.1))",
                "~((Metric('acc') > 0.9) | (Parameter('optimizer') == 'adam'))",
                "~(Tag('best') | Tag('prod'))");
        query(
                Difference.OR_GOES_TO_SEARCH,
                "~((Metric('acc') > 0.9) & (Metric('loss') < 0.1))",
                "~((Metric('acc') > 0.9) & (Parameter('optimizer') == 'adam'))",
                "(Metric('acc') > 0.9) | (Metric('loss') < 0.1)",
                "(Metric('acc') > 0.9) | (Parameter('optimizer') == 'adam')",
                "Tag('best') | Tag('prod')",
                "(Metric('acc') > 0.9) | (Metric('loss') < 0.1) | (Metric('acc') < 0.2)",
                "((Metric('acc') > 0.9) | (Metric('loss') < 0.1)) & (Parameter('optimizer') == 'adam')",
                "((Metric('acc') > 0.9) | (Metric('loss') < 0.1)) & (Metric('acc') < 0.99)",
                "((Metric('acc') > 0.9) & (Metric('loss') < 0.1)) | (Parameter('optimizer') == 'adam')",
                "((Metric('acc') > 0.9) & (Parameter('optimizer') == 'adam'))"
                        + " | ((Metric('loss') < 0.1) & (Parameter('optimizer') == 'sgd'))",
                "((Metric('acc') > 0.9) | Tag('best')) & ((Metric('loss') < 0.1) | Tag('prod'))");
        both(Difference.UNKNOWN_DROPS_OUT_OF_OR, "(Metric('nope') > 1) | (Metric('acc') > 0.9)");
        both(Difference.NAN_IS_DECIDED_ON_THE_CLIENT, "Metric('acc') == float('nan')");
        search(Difference.UNKNOWN_TAG_IS_SENT, "Tag('not-a-known-tag')");
        search(Difference.GIVEN_TYPE_IS_TRUSTED_AS_STRING, "Metric('acc', qtype='string').contains('x')");
        search(Difference.GIVEN_TYPE_IS_TRUSTED_AS_NUMBER, "Metric('nope', qtype='double') > 1");
        both(
                Difference.DATETIMES_BETWEEN,
                "Metadata('start_server_timestamp').between(datetime(2019, 1, 1), datetime(2020, 1, 1))");
        both(Difference.DATE_IS_ITS_MIDNIGHT, "Metadata('start_server_timestamp') > date(2019, 9, 24)");
        both(Difference.DECIMAL_IS_A_NUMBER, "Metric('acc') > Decimal('0.5')");
        both(Difference.CHAIN_HAS_TWO_BOUNDS, "0.1 < Metric('acc') < 0.9");
        both(Difference.REFUSED_BETWEEN_WITH_A_BOOLEAN, "Metric('acc').between(1, True)");
        both(Difference.REFUSED_TEXT_FOR_A_NUMBER, "Metric('acc') == '0.5'");
        both(Difference.REFUSED_ORDER_OF_BOOLEANS, "Metric('acc') < True");
        both(Difference.REFUSED_ORDER_OF_NOTHING, "Metric('acc') < None");
        both(Difference.REFUSED_NUMBER_FOR_A_DATETIME, "Metadata('start_server_timestamp') > 1569301200");
        both(Difference.REFUSED_EQUALS_A_LIST, "Parameter('optimizer') == ['adam', 'sgd']");
    }

    @TestFactory
    Stream<DynamicTest> asks_for_what_python_asks_for() throws IOException {
        ProjectColumns columns = columns();
        Map<String, Recorded> all = recorded();
        return all.values().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    String ours = ours(one, columns);
                    Difference difference = DIFFERENCES.get(one.name());
                    if (difference == null) {
                        assertThat(ours).as(one.name()).isEqualTo(one.answer());
                        return;
                    }
                    assertThat(ours).as("no longer different: " + one.name()).isNotEqualTo(one.answer());
                    assertThat(difference.comparesRules() ? rules(ours).toString() : ours)
                            .as(difference + ": " + one.name())
                            .isEqualTo(difference.expected(one, all));
                }));
    }

    @TestFactory
    Stream<DynamicTest> an_expression_prints_as_the_text_that_makes_it_again() throws IOException {
        ProjectColumns columns = columns();
        return recorded().values().stream()
                // A type that was given is not printed: names are what a user reads.
                .filter(one ->
                        one.method().equals("search") && !one.expression().contains("qtype"))
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    String ours = ours(one, columns);
                    if (!ours.equals(REFUSED)) {
                        String printed = String.valueOf(run(Dsl.groovy(one.expression())));
                        assertThat(ours(new Recorded(one.method(), printed, one.answer()), columns))
                                .as(printed)
                                .isEqualTo(ours);
                    }
                }));
    }

    private static Object run(String code) {
        return new ScriptRunner(new ScriptContext()).run(code, "query.groovy", List.of());
    }

    @Test
    void every_listed_difference_was_recorded() throws IOException {
        assertThat(recorded())
                .hasSizeGreaterThan(240)
                .containsKeys(DIFFERENCES.keySet().toArray(String[]::new));
    }

    /** The rules of an answer as "field operator value", in their order. */
    private static List<String> rules(String answer) {
        Matcher rule = Pattern.compile("\\{field=\"([^\"]*)\", id=[^}]*?operator=\"(\\w+)\",[^}]*?value=([^}]*)\\}")
                .matcher(answer);
        return rule.results()
                .map(match -> match.group(1) + " " + match.group(2) + " " + match.group(3))
                .toList();
    }

    private static ProjectColumns columns() throws IOException {
        JsonNode reply = TestResources.objects("/recorded/reads.jsonl").stream()
                .filter(line -> line.path("group").asText().equals("query"))
                .filter(line -> line.path("request").path("path").asText().endsWith("/project/column-names"))
                .findFirst()
                .orElseThrow()
                .path("reply");
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : reply.path("columns")) {
            Source.ofWireName(column.path("source").asText())
                    .ifPresent(source -> columns.add(new Column(
                            column.path("name").asText(),
                            source,
                            column.path("type").asText())));
        }
        return new ProjectColumns(columns);
    }

    /** The calls in the order of the recording, each once; of several requests only the question itself counts. */
    private static Map<String, Recorded> recorded() throws IOException {
        Map<String, Recorded> byName = new LinkedHashMap<>();
        for (JsonNode line : TestResources.objects("/recorded/reads.jsonl")) {
            String call = line.path("call").asText();
            String method = call.startsWith("api.query('demo-ws', 'vision', ")
                    ? "query"
                    : call.startsWith("api.search('demo-ws', 'vision', ") ? "search" : null;
            boolean isAnswer = !line.path("request").isObject()
                    || line.path("request").path("method").asText().equals("POST");
            if (method == null || !isAnswer) {
                continue;
            }
            String expression = call.substring(("api." + method + "('demo-ws', 'vision', ").length(), call.length() - 1)
                    .replaceAll("(, (archived|page|page_size)=\\w+)+$", "");
            Recorded one = new Recorded(method, expression, answer(line));
            byName.putIfAbsent(one.name(), one);
        }
        return byName;
    }

    private static String answer(JsonNode line) {
        JsonNode body = line.path("request").path("body");
        if (line.path("request").isObject()) {
            return text(body.has("predicates") ? body.path("predicates") : body.path("rulesTree"));
        }
        return line.path("returns").has("raises") ? REFUSED : NOTHING;
    }

    private static String ours(Recorded one, ProjectColumns columns) {
        Object value;
        QueryPlan plan;
        try {
            value = run(Dsl.groovy(one.expression()));
            if (!(value instanceof QueryExpression expression)) {
                return REFUSED;
            }
            plan = PredicateBuilder.plan(expression, columns);
        } catch (QueryException e) {
            return REFUSED;
        }
        if (plan.form() == QueryPlan.Form.NOTHING) {
            return NOTHING;
        }
        boolean asQuery = one.method().equals("query") && plan.form() == QueryPlan.Form.QUERY;
        return text(JSON.valueToTree(asQuery ? plan.predicates() : plan.rulesTree()));
    }

    /** The same text for the same JSON: members by name, and numbers by value, since 1 and 1.0 ask for the same. */
    private static String text(JsonNode node) {
        if (node.has("$nonJsonLiteral")) {
            return node.path("$nonJsonLiteral").asText();
        }
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), text(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(text(element)));
            return elements.toString();
        }
        if (!node.isNumber()) {
            return node.toString();
        }
        String number = Objects.toString(node.numberValue());
        return number.matches(".*[a-zA-Z]{3}.*")
                ? number
                : new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
