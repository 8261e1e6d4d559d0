package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import io.cometsh.lang.Differential.Operands;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every operator with every kind of operand, in every place for operands: Groovy alone is the witness. */
@Tag("slow")
class OperatorsDifferentialTest {
    private static final long SEED = 20_260_101;

    private static final List<String> REWRITTEN =
            List.of("<", "<=", ">", ">=", "==", "!=", "in", "!in", "<=>", "=~", "==~", "===", "!==");

    private static final List<String> OTHERS = List.of("&&", "||", "==>", "+", "-", "&", "|", "^");

    /** The places of {@code a OP b}. */
    private static final List<String> FORMS = List.of(
            "static %s(a, b) { if (a OP b) 'yes' else 'no' }",
            "static %s(a, b) { !(a OP b) }",
            "static %s(a, b) { (a OP b) && true }",
            "static %s(a, b) { false || a OP b }",
            "static %s(a, b) { a OP b ? 1 : 2 }",
            "static %s(a, b) { (a OP b) ?: 'none' }",
            "static %s(a, b) { def n = 0; while (a OP b) { n++; break }; n }",
            "static %s(a, b) { def n = 0; for (int i = 0; a OP b; i++) { n++; break }; n }",
            "static %s(a, b) { assert a OP b; 'held' }",
            "static %s(a, b) { assert a OP b : 'message'; 'held' }",
            "static %s(a, b) { switch (a OP b) { case true: return 1; case false: return 2; default: return 3 } }",
            "static %s(a, b) { def r = switch (3) { case { a OP b } -> 'a'; default -> 'b' }; r }",
            "static %s(a, b) { [[a, b]].collect { x, y -> x OP y } }",
            "static %s(a, b) { [b].collect { a OP it } }",
            "static %s(a, b) { [a].collect { it OP b } }",
            "static %s(a, b) { [[l: a, r: b]].findAll { it.l OP it.r }.size() }",
            "static %s(a, b) { def c = { a OP b }; c() }",
            "static %s(a, b) { def c = { x, y = x OP b -> y }; c(a) }",
            "static %s(a, b) { def f = (x, y) -> x OP y; f(a, b) }",
            "static %s(a, b) { def x = a, y = b; x OP y }",
            "static %s(a, b) { def (x, y) = [a, b]; x OP y }",
            "static %s(a, b) { final var x = a; var y = b; x OP y }",
            "static %s(a, b) { def x; x = a; (x OP b).toString() }",
            "static %s(a, b) { same(a OP b) }",
            "static %s(a, b) { [a OP b, [k: a OP b], \"${a OP b}\"] }",
            "static %s(a, b) { boolean r = a OP b; r }",
            "static %s(a, b) { def r = a OP b; r == null ? null : r.getClass().name }",
            "static %s(a, b) { String r = a OP b; r }",
            "static %s(a, b) { same(a) OP same(b) }",
            "static %s(a, b) { [a][0] OP [p: b].p }",
            "static %s(a, b) { [a]?[0] OP [p: b]?.p }",
            "static %s(a, b) { (a OP b) == (b OP a) }",
            "static %s(a, b) { (Object) a OP (b as Object) }",
            "static %s(a, b) { (a ?: 3) OP (b ? b : 'a') }",
            "static %s(a, b) { try { a OP b } finally { same(1) } }",
            "static <T> Object %s(T a, T b) { a OP b }",
            "static %s(a, b, c = a OP b) { c }",
            "static %s(a, b) { new Object() { def x = a; def m(y) { x OP y } }.m(b) }",
            "static %s(a, b) { new Expando(x: a, m: { y -> delegate.x OP y }).m(b) }",
            "static %s(a, b) { ({ -> x OP y }).tap { delegate = [x: a, y: b]; resolveStrategy = 1 }.call() }",
            "static %s(a, b) { new GroovyShell(new Binding([v: a, w: b])).evaluate('v OP w') }",
            "@groovy.transform.CompileStatic static Object %s(Object a, Object b) { a OP b }",
            "@groovy.transform.CompileStatic static Object %s(Object a, Object b) { a OP b ? 1 : 2 }",
            "@groovy.transform.CompileStatic static Object %s(Object a, Object b) { def c = { x -> x OP b }; c.call(a) }",
            "@groovy.transform.CompileStatic static Object %s(Object a, Object b) { [a].findAll { it OP b } }",
            "@groovy.transform.TypeChecked static Object %s(Object a, Object b) { def x = a; x OP b }");

    /** Types of parameters, each with those operands that it takes. */
    private static final List<String> TYPES = List.of(
            "int",
            "long",
            "double",
            "float",
            "char",
            "byte",
            "short",
            "boolean",
            "Integer",
            "Long",
            "Double",
            "Character",
            "Boolean",
            "BigDecimal",
            "BigInteger",
            "Number",
            "String",
            "CharSequence",
            "GString",
            "Comparable",
            "Object",
            "Serializable",
            "List",
            "Collection",
            "Iterable",
            "Set",
            "Map",
            "Range",
            "IntRange",
            "int[]",
            "Object[]",
            "String[]",
            "Date",
            "java.time.LocalDate",
            "java.time.temporal.Temporal",
            "Level",
            "Enum",
            "java.util.regex.Pattern",
            "Class",
            "Closure",
            "Asked",
            "Holder",
            "Ordered",
            "Mixed",
            "Equal",
            "Odd",
            "Named",
            "Point",
            "Record",
            "Three",
            "Expando",
            "Optional",
            "Iterable<Integer>",
            "List<Integer>",
            "Map<String, Integer>");

    private static final Map<String, List<Object>> FITTING = new HashMap<>();

    private static Operands operands;

    @BeforeAll
    static void readOperands() throws IOException {
        operands = Operands.of("/dsl/operands.groovy");
    }

    private static List<String> operators() {
        List<String> all = new ArrayList<>(REWRITTEN);
        all.addAll(OTHERS);
        return all;
    }

    @Test
    void every_operator_gives_what_it_gives_in_groovy_for_every_pair_of_values() {
        Differential both = new Differential(operands.loader());
        List<String> methods = new ArrayList<>();
        for (String operator : REWRITTEN) {
            methods.add(both.add("static %s(a, b) { a OP b }".replace("OP", operator)));
        }
        both.compile();

        for (String method : methods) {
            for (Object left : operands.values()) {
                for (Object right : operands.values()) {
                    both.call(method, left, right);
                }
            }
        }

        assertThat(both.differences()).isEmpty();
        assertThat(both.cases()).isGreaterThan(100_000);
        assertThat(both.exceptions()).isGreaterThan(1_000);
    }

    @Test
    void every_operator_gives_what_it_gives_in_groovy_in_every_position() {
        Differential both = new Differential(operands.loader());
        List<String> methods = new ArrayList<>();
        for (String form : FORMS) {
            for (String operator : operators()) {
                methods.add(both.add(form.replace("OP", operator)));
            }
        }
        both.compile();

        Random random = new Random(SEED);
        for (String method : methods) {
            for (int i = 0; i < 40; i++) {
                both.call(method, value(random), value(random));
            }
        }

        assertThat(both.differences()).isEmpty();
        assertThat(both.cases()).isGreaterThan(30_000);
    }

    @Test
    void every_operator_gives_what_it_gives_in_groovy_beside_a_literal() {
        Differential both = new Differential(operands.loader());
        List<String> methods = new ArrayList<>();
        Random random = new Random(SEED);
        for (String literal : operands.expressions()) {
            for (String operator : operatorsFor(literal)) {
                String operation = random.nextBoolean()
                        ? "a " + operator + " " + literal(literal)
                        : literal(literal) + " " + operator + " a";
                methods.add(both.add("static %s(a) { " + operation + " }"));
            }
        }
        both.compile();

        for (String method : methods) {
            for (int i = 0; i < 24; i++) {
                both.call(method, value(random));
            }
        }

        assertThat(both.differences()).isEmpty();
        assertThat(both.cases()).isGreaterThan(25_000);
    }

    @Test
    void every_operator_gives_what_it_gives_in_groovy_between_two_literals() {
        Differential both = new Differential(operands.loader());
        List<String> methods = new ArrayList<>();
        Random random = new Random(SEED);
        for (String operator : REWRITTEN) {
            for (int i = 0; i < 60; i++) {
                String left = expression(random);
                String right = expression(random);
                if (operatorsFor(left).contains(operator) && operatorsFor(right).contains(operator)) {
                    methods.add(
                            both.add("static %s() { " + literal(left) + " " + operator + " " + literal(right) + " }"));
                }
            }
        }
        both.compile();

        methods.forEach(both::call);

        assertThat(both.differences()).isEmpty();
        assertThat(both.cases()).isGreaterThan(700);
    }

    @Test
    void every_operator_gives_what_it_gives_in_groovy_between_typed_operands() {
        Differential both = new Differential(operands.loader());
        Map<String, String[]> types = new LinkedHashMap<>();
        Random random = new Random(SEED);
        for (String operator : REWRITTEN) {
            for (int i = 0; i < TYPES.size(); i++) {
                String left = TYPES.get(i);
                String right = TYPES.get(random.nextInt(TYPES.size()));
                String operation = operation(operator);
                List<String> forms = new ArrayList<>(List.of(
                        "static Object %s(L a, b) { OPERATION }",
                        "static Object %s(a, L b) { OPERATION }",
                        "static Object %s(L a, R b) { OPERATION }",
                        "static Object %s(L a, b) { def f = new Object() { L x = a; def m(y) { x OP y } }; f.m(b) }"
                                .replace("OP", operator),
                        "@groovy.transform.CompileStatic static Object %s(L a, Object b) { OPERATION }",
                        "@groovy.transform.CompileStatic static Object %s(L a, R b) { OPERATION }"));
                Collections.shuffle(forms, random);
                for (String form : forms.subList(0, 2)) {
                    String source = form.replace("OPERATION", operation)
                            .replace("L ", left + " ")
                            .replace("R ", right + " ");
                    types.put(both.add(source), new String[] {
                        form.contains("L a") ? left : "Object",
                        form.contains("L b") ? left : form.contains("R b") ? right : "Object"
                    });
                }
            }
        }
        both.compile();

        types.forEach((method, parameters) -> {
            List<Object> lefts = fitting(parameters[0]);
            List<Object> rights = fitting(parameters[1]);
            for (int i = 0; i < 20 && !lefts.isEmpty() && !rights.isEmpty(); i++) {
                both.call(method, lefts.get(random.nextInt(lefts.size())), rights.get(random.nextInt(rights.size())));
            }
        });

        assertThat(both.differences()).isEmpty();
        assertThat(both.cases()).isGreaterThan(25_000);
    }

    private static String operation(String operator) {
        return "a " + operator + " b";
    }

    private static Object value(Random random) {
        return operands.values().get(random.nextInt(operands.values().size()));
    }

    private static String expression(Random random) {
        return operands.expressions().get(random.nextInt(operands.expressions().size()));
    }

    /** The text of a closure is another one each time, and so is what a pattern finds in it. */
    private static List<String> operatorsFor(String literal) {
        boolean hasIdentity = literal.startsWith("{") || literal.contains(".&");
        return REWRITTEN.stream()
                .filter(operator -> !hasIdentity || !operator.contains("~"))
                .toList();
    }

    /** In parentheses where a cast or a range would bind more weakly than the operator. */
    private static String literal(String expression) {
        return expression.contains("..") || expression.contains(" as ") || expression.startsWith("{")
                ? "(" + expression + ")"
                : expression;
    }

    private static List<Object> fitting(String type) {
        return FITTING.computeIfAbsent(type, name -> {
            Class<?> wanted = (Class<?>) new GroovyShell(operands.loader())
                    .evaluate("return " + name.replaceFirst("<.*", "") + (name.endsWith("]") ? "" : ".class"));
            Class<?> boxed = wanted.isPrimitive() ? box(wanted) : wanted;
            return operands.values().stream()
                    .filter(value -> value == null ? !wanted.isPrimitive() : boxed.isInstance(value))
                    .toList();
        });
    }

    private static Class<?> box(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0).getClass();
    }
}
