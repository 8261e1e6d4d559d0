package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Not;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A comparison of answers proves something only where the right answer is neither nothing nor everything. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatorTableTest {

    private static final List<Subject> WORLD = GeneratedWorld.standard();

    static Stream<Expression> expressions() {
        return new OperatorTable(WORLD).expressions();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void has_a_hit_and_a_miss_for(Expression expression) {
        List<Boolean> verdicts = WORLD.stream()
                .filter(subject -> !subject.archived())
                .map(subject -> Evaluator.matches(subject, expression))
                .distinct()
                .toList();

        assertThat(verdicts).as(QueryText.of(expression)).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void the_table_has_every_operator_plain_and_negated() {
        Set<Comparison> plain = new TreeSet<>();
        Set<Comparison> negated = new TreeSet<>();
        expressions().forEach(expression -> {
            if (expression instanceof Not not) {
                negated.add(((Leaf) not.operand()).comparison());
            } else {
                plain.add(((Leaf) expression).comparison());
            }
        });

        assertThat(plain).containsExactly(Comparison.values());
        assertThat(negated).containsExactly(Comparison.values());
    }
}
