package io.cometsh.query;

import static io.cometsh.query.Wire.metadata;
import static io.cometsh.query.Wire.metric;
import static io.cometsh.query.Wire.other;
import static io.cometsh.query.Wire.parameter;
import static io.cometsh.query.Wire.plan;
import static io.cometsh.query.Wire.predicates;
import static io.cometsh.query.Wire.tag;
import static io.cometsh.query.Wire.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.query.QueryPlan.Form;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What whole expressions become: which request asks them, and its body. */
class PlanTest {
    private final QueryExpression good = metric("acc").gt(0.9);
    private final QueryExpression cheap = metric("loss").lt(0.1);
    private final QueryExpression adam = parameter("opt").eq("adam");
    private final QueryExpression unknown = metric("los").lt(1);

    @Test
    void a_comparison_is_one_predicate_with_one_rule() {
        assertThat(Wire.json(plan(good).predicates()))
                .isEqualTo("[{\"source\":\"metrics\",\"query\":{\"condition\":\"AND\",\"rules\":["
                        + "{\"id\":\"acc\",\"field\":\"acc\",\"type\":\"double\",\"operator\":\"greater\",\"value\":0.9}"
                        + "],\"valid\":true}}]");
        assertThat(Wire.json(plan(good).rulesTree()))
                .isEqualTo("{\"condition\":\"AND\",\"rules\":["
                        + "{\"id\":\"acc\",\"field\":\"acc\",\"type\":\"double\",\"operator\":\"greater\",\"value\":0.9,"
                        + "\"source\":\"metrics\"}],\"valid\":true}");
    }

    @Test
    void a_conjunction_merges_rules_of_one_source_where_that_source_first_occurs() {
        QueryExpression all = good.and(adam)
                .and(cheap)
                .and(tag("best"))
                .and(metadata("duration").gt(60));
        assertThat(plan(all).form()).isEqualTo(Form.QUERY);
        assertThat(predicates(all))
                .isEqualTo("metrics AND[acc:double greater 0.9, loss:double less 0.1]"
                        + " | params AND[opt:string equal \"adam\"] | tag AND[best:string equal \"best\"]"
                        + " | metadata AND[duration:timenumber greater 60]");
    }

    @Test
    void every_source_has_its_word() {
        assertThat(predicates(good.and(adam)
                        .and(other("seed").eq(7))
                        .and(metadata("hasImages").eq(true))
                        .and(QueryVariable.environment("os").eq("Linux"))
                        .and(tag("best"))))
                .isEqualTo("metrics AND[acc:double greater 0.9] | params AND[opt:string equal \"adam\"]"
                        + " | log_other AND[seed:double equal 7] | metadata AND[hasImages:boolean equal 1]"
                        + " | env_details AND[os:string equal \"Linux\"] | tag AND[best:string equal \"best\"]");
    }

    @Test
    void the_nesting_of_a_conjunction_does_not_matter() {
        assertThat(predicates(good.and(cheap.and(adam))))
                .isEqualTo(predicates(good.and(cheap).and(adam)));
    }

    @Test
    void an_or_goes_to_search() {
        QueryPlan plan = plan(good.or(adam));
        assertThat(plan.form()).isEqualTo(Form.SEARCH);
        assertThat(plan.predicates()).isNull();
        assertThat(tree(good.or(adam)))
                .isEqualTo("OR[metrics/acc:double greater 0.9, params/opt:string equal \"adam\"]");
    }

    @Test
    void a_negated_conjunction_is_an_or_of_negations() {
        QueryExpression negated = good.and(adam).negate();
        assertThat(plan(negated).form()).isEqualTo(Form.SEARCH);
        assertThat(tree(negated))
                .isEqualTo("OR[metrics/acc:double less_or_equal 0.9, params/opt:string not_equal \"adam\"]");
    }

    @Test
    void a_negated_or_is_a_conjunction_and_so_a_query() {
        QueryExpression negated = good.or(tag("best")).negate();
        assertThat(plan(negated).form()).isEqualTo(Form.QUERY);
        assertThat(predicates(negated))
                .isEqualTo("metrics AND[acc:double less_or_equal 0.9] | tag AND[best:string not_equal \"best\"]");
    }

    @Test
    void a_deep_negation_turns_every_level() {
        QueryExpression deep = good.and(tag("best").or(other("note").eq(null).and(adam.negate())))
                .negate();
        assertThat(tree(deep))
                .isEqualTo("OR[AND[metrics/acc:double less_or_equal 0.9],"
                        + " AND[tag/best:string not_equal \"best\","
                        + " OR[log_other/note:string is_not_null null, params/opt:string equal \"adam\"]]]");
        assertThat(tree(deep.negate().negate())).isEqualTo(tree(deep));
    }

    @Test
    void ands_inside_an_or_stay_groups() {
        assertThat(tree(good.and(adam).or(cheap.and(parameter("opt").eq("sgd")))))
                .isEqualTo("OR[AND[metrics/acc:double greater 0.9, params/opt:string equal \"adam\"],"
                        + " AND[metrics/loss:double less 0.1, params/opt:string equal \"sgd\"]]");
    }

    @Test
    void leaves_beside_groups_are_wrapped_unless_an_and_spans_two_sources() {
        assertThat(tree(good.or(cheap).and(metric("acc").lt(0.99))))
                .isEqualTo("AND[OR[metrics/acc:double greater 0.9, metrics/loss:double less 0.1],"
                        + " AND[metrics/acc:double less 0.99]]");
        assertThat(tree(good.and(cheap).or(adam)))
                .isEqualTo("OR[AND[metrics/acc:double greater 0.9, metrics/loss:double less 0.1],"
                        + " AND[params/opt:string equal \"adam\"]]");
        assertThat(tree(good.or(cheap).and(adam)))
                .isEqualTo("AND[OR[metrics/acc:double greater 0.9, metrics/loss:double less 0.1],"
                        + " params/opt:string equal \"adam\"]");
    }

    @Test
    void a_conjunction_has_its_tree_too_for_one_page_of_search() {
        assertThat(tree(good.and(adam).and(tag("best"))))
                .isEqualTo("AND[AND[metrics/acc:double greater 0.9, params/opt:string equal \"adam\"],"
                        + " tag/best:string equal \"best\"]");
    }

    @Test
    void an_unknown_column_in_a_conjunction_leaves_nothing_to_ask() {
        QueryPlan plan = plan(good.and(unknown));
        assertThat(plan.form()).isEqualTo(Form.NOTHING);
        assertThat(plan.predicates()).isNull();
        assertThat(plan.rulesTree()).isNull();
        assertThat(plan.unknown()).extracting(UnknownColumn::variable).containsExactly(metric("los"));
    }

    @Test
    void an_unknown_column_drops_out_of_an_or() {
        QueryPlan plan = plan(unknown.or(good));
        assertThat(plan.form()).isEqualTo(Form.QUERY);
        assertThat(predicates(unknown.or(good))).isEqualTo("metrics AND[acc:double greater 0.9]");
        assertThat(plan.unknown()).hasSize(1);
        assertThat(plan(unknown.or(good).or(adam)).form()).isEqualTo(Form.SEARCH);
    }

    @Test
    void an_or_of_nothing_but_unknown_columns_leaves_nothing_to_ask() {
        assertThat(plan(unknown.or(parameter("nope").eq(1))).form()).isEqualTo(Form.NOTHING);
    }

    @Test
    void all_unknown_columns_are_reported_together_and_each_once() {
        QueryPlan plan =
                plan(unknown.and(parameter("nope").eq(1)).or(metric("los").gt(3)));
        assertThat(plan.unknown())
                .extracting(UnknownColumn::variable)
                .containsExactly(metric("los"), parameter("nope"));
    }

    @Test
    void the_same_name_in_another_source_is_another_column() {
        assertThat(plan(parameter("acc").gt(1)).form()).isEqualTo(Form.NOTHING);
        assertThat(plan(parameter("acc").gt(1)).unknown())
                .containsExactly(new UnknownColumn(parameter("acc"), List.of(metric("acc"))));
    }

    @Test
    void a_tag_that_no_experiment_has_is_still_sent() {
        QueryPlan plan = plan(tag("bset").negate());
        assertThat(plan.form()).isEqualTo(Form.QUERY);
        assertThat(predicates(tag("bset").negate())).isEqualTo("tag AND[bset:string not_equal \"bset\"]");
        assertThat(plan.unknown())
                .containsExactly(new UnknownColumn(
                        new QueryVariable(Source.TAGS, "bset", "string"),
                        List.of(new QueryVariable(Source.TAGS, "best"))));
    }

    @Test
    void a_type_that_the_user_gave_is_trusted_even_where_the_column_is_unknown() {
        QueryVariable typed = new QueryVariable(Source.METRICS, "tomorrow", "double");
        assertThat(plan(typed.gt(1)).unknown()).isEmpty();
        assertThat(predicates(typed.gt(1))).isEqualTo("metrics AND[tomorrow:double greater 1]");
        assertThat(predicates(new QueryVariable(Source.METRICS, "acc", "string").contains("x")))
                .isEqualTo("metrics AND[acc:string contains \"x\"]");
    }

    @Test
    void the_first_of_two_columns_with_one_name_gives_the_type() {
        ProjectColumns twice = new ProjectColumns(
                List.of(new Column("x", Source.PARAMETERS, "double"), new Column("x", Source.PARAMETERS, "string")));
        assertThat(PredicateBuilder.plan(parameter("x").gt(1), twice).form()).isEqualTo(Form.QUERY);
        assertThat(twice.columns()).hasSize(2);
    }

    @Test
    void building_a_plan_leaves_the_expression_alone_so_that_it_fits_every_project() {
        PredicateBuilder.plan(unknown, new ProjectColumns(List.of(new Column("los", Source.METRICS, "double"))));
        assertThat(plan(unknown).form()).isEqualTo(Form.NOTHING);
    }

    @Test
    void an_expression_lists_its_variables_in_the_order_in_which_they_are_written() {
        assertThat(good.and(adam.or(metric("acc").lt(0.99))).and(tag("best")).variables())
                .containsExactly(metric("acc"), parameter("opt"), new QueryVariable(Source.TAGS, "best", "string"));
    }

    @Test
    void a_tag_that_came_as_a_variable_asks_for_itself() {
        QueryVariable best = new QueryVariable(Source.TAGS, "best", "string");
        assertThat(best.and(good)).isEqualTo(tag("best").and(good));
        assertThat(best.or(good)).isEqualTo(tag("best").or(good));
        assertThat(best.bitwiseNegate()).isEqualTo(tag("best").negate());
        assertThat(good.and(best)).isEqualTo(good.and(tag("best")));
    }
}
