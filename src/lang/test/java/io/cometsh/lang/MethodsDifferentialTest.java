package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import io.cometsh.lang.Differential.Operands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The methods of lists, maps and texts with operators in their closures: Groovy alone is the witness. */
@Tag("slow")
class MethodsDifferentialTest {
    private static final long SEED = 20_260_102;

    /** Conditions and values over {@code it} and {@code v}. */
    private static final List<String> BODIES = List.of(
            "it < v",
            "it >= v",
            "it == v",
            "it != v",
            "it in v",
            "it !in v",
            "v in it",
            "it <=> v",
            "it === v",
            "!(it > v)",
            "it =~ /a/ ? 1 : 0",
            "it ==~ /a.*/",
            "it in 1..3",
            "it in 'a'..'b'",
            "it in 1..<3 || it in ['a', 3.0, null]",
            "it in 'abc'",
            "it !in [a: 1, b: null]",
            "it in Number && it > 1",
            "it > 1 && it < 3",
            "it?.hashCode() == v?.hashCode()",
            "(it ?: 0) == 0",
            "it?[0] == v",
            "it instanceof Number ? it < 2.5 : it == 'a'",
            "it == v ? 1 : it != null ? 2 : 3",
            "(it <=> v) ?: -1",
            "[it] == [v]",
            "\"${it}\" < 'b'",
            "\"${it}\" in ['a', '3']",
            "it == v ==> it != null",
            "{ -> assert it != v; it }()",
            "[it, v].toSorted { a, b -> b <=> a }",
            "[it, v].max { it == v }",
            "switch (it) { case 1..3 -> 'few'; case ~/a.*/ -> 'a'; case [null, 'x'] -> 'list'; case Number -> 'number';"
                    + " case { it == v } -> 'v'; default -> 'other' }");

    /** Calls with a closure of one parameter. */
    private static final List<String> CALLS = List.of(
            "x.find { BODY }",
            "x.findAll { BODY }",
            "x.findIndexOf { BODY }",
            "x.findLastIndexOf { BODY }",
            "x.findIndexValues { BODY }",
            "x.findResult { BODY ? it : null }",
            "x.findResults { BODY }",
            "x.any { BODY }",
            "x.every { BODY }",
            "x.count { BODY }",
            "x.collect { BODY }",
            "x.collectMany { BODY ? [it] : [] }",
            "x.collectEntries { [it, BODY] }",
            "x.grep { BODY }",
            "x.split { BODY }",
            "x.groupBy { BODY }",
            "x.groupBy({ BODY }, { it == v })",
            "x.countBy { BODY }",
            "x.takeWhile { BODY }",
            "x.dropWhile { BODY }",
            "x.toUnique { BODY }",
            "copy(x).unique { BODY }",
            "x.min { BODY }",
            "x.max { BODY }",
            "x.toSorted { BODY }",
            "copy(x).sort { BODY }",
            "copy(x).removeAll { BODY }",
            "copy(x).tap { retainAll { BODY } }",
            "copy(x).removeIf { BODY }",
            "x.sum { BODY ? 1 : 0 }",
            "x.inject(0) { a, it -> BODY ? a + 1 : a }",
            "x.with { BODY }",
            "x.stream().filter { BODY }.toList()",
            "x.stream().map { BODY }.toList()",
            "x.iterator().findAll { BODY }",
            "x.collate(2).collect { BODY }",
            "x.withIndex().findAll { it, i -> BODY }",
            "x.indexed().findAll { i, it -> BODY }",
            "x.eachWithIndex { it, i -> if (BODY) throw new IllegalStateException(\"at $i\") }",
            "x.toList().reverse().dropWhile { BODY }.size()",
            "[x, [v]].combinations { it, w -> BODY }",
            "x.flatten { BODY }",
            "x.withDefault { BODY }[v]",
            "x.collect { it }.withDefault { BODY }[2]",
            "(0..2).collect { x[it] }.findAll { BODY }",
            "def n = 0; for (it in x) { if (BODY) n++ }; n",
            "def n = 0; x.each { if (BODY) { n += 2 } else { n-- } }; n",
            "def l = []; for (def i = x.iterator(); i.hasNext();) { def it = i.next(); l << (BODY) }; l",
            "3.times().collect { BODY }",
            "1.step(4, 1) { if (BODY) { return } }; 'done'",
            "x.every { it -> x.any { other -> BODY } }");

    /** Calls with comparators and entries, and without a closure. */
    private static final List<String> MORE = List.of(
            "x.toSorted { a, b -> a <=> b }",
            "x.toSorted { a, b -> a < b ? 1 : a == b ? 0 : -1 }",
            "copy(x).sort { a, b -> b <=> a }",
            "x.max { a, b -> a <=> b }",
            "x.min { a, b -> (a in [v]) <=> (b in [v]) }",
            "x.toUnique { a, b -> a == b ? 0 : 1 }",
            "x.intersect(v) { a, b -> a <=> b }",
            "x.minus(v) { a, b -> a == b ? 0 : 1 }",
            "x.intersect(v)",
            "x.disjoint(v)",
            "x - v",
            "x + v",
            "x & v",
            "x == v",
            "x <=> v",
            "v in x",
            "x in v",
            "x.contains(v)",
            "x.containsAll(v)",
            "x.subList(0, 2).findAll { it != v }",
            "x.subsequences().any { v in it }",
            "x.inject { a, b -> a < b ? a : b }",
            "x.transpose().find { it == v }",
            "x.max() <= v",
            "x.sum() == v",
            "x*.toString().findAll { it > 'a' }",
            "x[0..1] == v",
            "x?[0] <=> x?[1]",
            "x.find { k, w -> w == v }",
            "x.findAll { k, w -> k in v }",
            "x.findAll { it.value > 0 }",
            "x.any { k, w -> w != v }",
            "x.every { k, w -> w <= 3 }",
            "x.count { k, w -> w !in [1, v] }",
            "x.collectEntries { k, w -> [k, w == v] }",
            "x.groupBy { k, w -> w == v }",
            "x.groupEntriesBy { it.value == v }.size()",
            "x.sort { a, b -> b.value <=> a.value }",
            "x.sort { a, b -> b.key <=> a.key }*.key",
            "x.toSorted { it.value == v }",
            "x.max { it.value <=> 1 }?.key",
            "x.partitionPoint { it < v }",
            "x.inject(0) { a, k, w -> w == v ? a + 1 : a }",
            "x.collect { k, w -> switch (w) { case v -> k; case 0..2 -> 'few'; default -> w } }",
            "copy(x).computeIfAbsent('z') { it < 'zz' }",
            "copy(x).merge('a', 5) { p, q -> p > q ? p : q }",
            "x.get('a') == v",
            "x.a == v ? x.a : x.b",
            "x.toList().sort { it }.every { it != v }",
            "x.replaceAll(/[a-c]/) { it > 'b' ? 'X' : it in v ? 'in' : it }",
            "x.find(/[a-c]./) { it < 'b' ? it : 'none' }",
            "x.findAll(/[a-z]/) { it != 'b' ? it : '' }",
            "x.eachMatch(/[a-z]/) { assert it == v }",
            "x.collectReplacements { it < 'b' ? 'Z' : null }",
            "x.takeBetween('a', 'c') == v",
            "x.split(/b/).findAll { it == 'a' }",
            "x.tokenize('b').collect { it <=> v }",
            "x.eachLine { it =~ /a/ ? 1 : 2 }",
            "(x =~ /a./).collect { it == v }",
            "(x =~ /(a)(.)/).findAll { all, p, q -> q > p }",
            "x.chars.count { it == 'a' }",
            "x.toSet().findAll { it in v }.size()",
            "x as Set == v as Set",
            "x.toString() == \"$v\"",
            "x.equals(v) == (x == v)",
            "x.collect { it }.equals([*x])",
            "x.tail().init().every { it >= v }",
            "x.average { it > v ? 1 : 0 }",
            "x.zip(x) { a, b -> a == b }");

    private static final List<String> RECEIVERS = List.of(
            "[]",
            "[3, 1, 2]",
            "[1, 2.0, 3L, 'a']",
            "['b', 'abc', 'a', 'a']",
            "[null, 3, 'a']",
            "[1.5d, Double.NaN, -0.0d, 0.0d]",
            "[3, 3.0, 3L, 3.0f, (byte) 3]",
            "['a', \"${'a'}\", (char) 'a']",
            "[2, 1, 3] as LinkedHashSet",
            "1..5",
            "'a'..'d'",
            "[3, 1, 2] as int[]",
            "['b', 'a'] as String[]",
            "[3, null, 'a'] as Object[]",
            "[a: 1, b: 2, c: 3]",
            "[b: 'x', a: null, 3: 3.0]",
            "[:]",
            "'abcab'",
            "\"ab${'c'}\"",
            "'one\\ntwo'",
            "[new Date(3), new Date(0)]",
            "[Level.HIGH, Level.LOW, Level.LOW]",
            "[[1, 2], [0], []]",
            "[[a: 1, b: 2], [a: 0]]",
            "[new Ordered(n: 4), new Ordered(n: 3)]",
            "[new Equal(n: 3), new Equal(n: 4), 3]",
            "[new Point(1, 2), new Point(0, 1)]",
            "[~/a/, String, { it == 3 }]",
            "new Three()",
            "new Tuple2(1, 'a')",
            "[true, false, null]",
            "[0.1, 0.2, 0.30]",
            "null");

    private static Operands operands;
    private static List<Object> receivers;

    @BeforeAll
    static void readOperands() throws IOException {
        operands = Operands.of("/dsl/operands.groovy");
        receivers = new ArrayList<>();
        for (String receiver : RECEIVERS) {
            receivers.add(new GroovyShell(operands.loader()).evaluate("return " + receiver));
        }
    }

    @Test
    void methods_give_what_they_give_in_groovy_whatever_their_closures_ask() {
        Differential both = new Differential(operands.loader());
        Random random = new Random(SEED);
        List<String> methods = new ArrayList<>();
        for (String call : CALLS) {
            for (String body : BODIES) {
                if (random.nextInt(3) > 0) {
                    methods.add(both.add("static %s(x, v) { CALL }".replace("CALL", call.replace("BODY", body))));
                }
            }
        }
        both.compile();

        call(both, methods, 20, random);

        assertThat(both.differences()).isEmpty();
        assertThat(both.cases()).isGreaterThan(20_000);
    }

    @Test
    void comparators_entries_and_texts_give_what_they_give_in_groovy() {
        Differential both = new Differential(operands.loader());
        List<String> methods = new ArrayList<>();
        MORE.forEach(call -> methods.add(both.add("static %s(x, v) { CALL }".replace("CALL", call))));
        both.compile();

        call(both, methods, 120, new Random(SEED));

        assertThat(both.differences()).isEmpty();
        assertThat(both.cases()).isGreaterThan(7_500);
    }

    private static void call(Differential both, List<String> methods, int times, Random random) {
        for (String method : methods) {
            for (int i = 0; i < times; i++) {
                both.call(
                        method,
                        receivers.get(random.nextInt(receivers.size())),
                        operands.values().get(random.nextInt(operands.values().size())));
            }
        }
    }
}
