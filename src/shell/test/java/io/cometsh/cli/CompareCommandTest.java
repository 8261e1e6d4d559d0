package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs 0 to 9 have the tag base and 10 to 19 the tag new: two optimizers with five seeds each; new is better with adam by
 * 0.1 and equal to base with sgd. Runs 20 to 22 have no partner.
 */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompareCommandTest {
    private static CometServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", 23, (run, i) -> {
            boolean adam = i / 5 % 2 == 0;
            boolean changed = i >= 10;
            double accuracy = 0.5 + 0.01 * (i % 5) + (adam && changed ? 0.1 : 0);
            run.curve("acc", 0.1, accuracy).curve("quality", 1 + i % 7, 2 + i % 5);
            run.param("opt", i == 21 ? "rms" : adam ? "adam" : "sgd")
                    .param("seed", i % 5)
                    .param("fold", i % 5)
                    .param("lr", i == 22 ? "0.10" : i > 19 ? "0.2" : "0.1")
                    .param("build", changed ? "b2" : "b1")
                    .tag(i > 19 ? "few" : changed ? "new" : "base");
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private CommandRun run(String... args) {
        return CommandRun.against(server.address(), "any-key", folder, args);
    }

    private CommandRun compare(String... args) {
        List<String> all = new ArrayList<>(List.of("compare", "acme/vision"));
        all.addAll(Arrays.asList(args));
        return run(all.toArray(String[]::new));
    }

    @Test
    void two_queries_are_compared_configuration_by_configuration_over_their_seeds() {
        CommandRun run = compare("Tag('new')", "--to", "Tag('base')", "--metric", "acc.max", "-f", "table");
        assertThat(run).isEqualTo(new CommandRun(0, """
                params.opt | metric          | side | n | median | low95 | high95 | percent | percent_low | percent_high |         p | verdict | note
                -----------+-----------------+------+---+--------+-------+--------+---------+-------------+--------------+-----------+---------+-----
                adam       | metrics.acc.max | base | 5 |   0.52 | NULL  | NULL   |    NULL |        NULL |         NULL |      NULL | base    | NULL
                adam       | metrics.acc.max | new  | 5 |   0.62 | NULL  | NULL   | 19.2308 |     13.4615 |         25.0 | 0.0158730 | better  | NULL
                sgd        | metrics.acc.max | base | 5 |   0.52 | NULL  | NULL   |    NULL |        NULL |         NULL |      NULL | base    | NULL
                sgd        | metrics.acc.max | new  | 5 |   0.52 | NULL  | NULL   |     0.0 |    -5.76923 |      5.76923 |       1.0 | ~       | NULL
                (4 rows)
                """, """
                warning: a 95 % interval of a median needs at least 6 runs: with fewer, low95 and high95 are empty
                """));
    }

    @Test
    void the_same_in_json_and_csv_and_the_same_bytes_each_time() {
        String[] args = {
            "Tag('new') & Parameter('opt') == 'adam'", "--to", "Tag('base')", "--metric", "acc", "-f", "json"
        };
        CommandRun run = compare(args);
        assertThat(run.out()).isEqualTo("""
                [
                  {"params.opt":"adam","metric":"metrics.acc","side":"base","n":5,"median":0.52,"low95":null,"high95":null,"percent":null,"percent_low":null,"percent_high":null,"p":null,"verdict":"base","note":null},
                  {"params.opt":"adam","metric":"metrics.acc","side":"new","n":5,"median":0.62,"low95":null,"high95":null,"percent":19.230769230769226,"percent_low":13.461538461538451,"percent_high":25.0,"p":0.007936507936507936,"verdict":"better","note":null},
                  {"params.opt":"sgd","metric":"metrics.acc","side":"base","n":5,"median":0.52,"low95":null,"high95":null,"percent":null,"percent_low":null,"percent_high":null,"p":null,"verdict":"base","note":null},
                  {"params.opt":"sgd","metric":"metrics.acc","side":"new","n":0,"median":null,"low95":null,"high95":null,"percent":null,"percent_low":null,"percent_high":null,"p":null,"verdict":"?","note":"no values of new"}
                ]
                """);
        assertThat(run.err()).contains("warning: params.opt=sgd: no values of new\n");
        assertThat(compare(args)).isEqualTo(run);
    }

    @Test
    void too_few_runs_are_no_answer_and_the_warning_has_the_number_needed() {
        CommandRun run = compare(
                "Tag('few')",
                "--to",
                "Tag('base') & Parameter('seed') < 3",
                "--by",
                "tags",
                "--metric",
                "acc",
                "-f",
                "csv");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(",0,").contains(",?,no values of");
        run = compare(
                "Tag('new') & Parameter('seed') < 3",
                "--to",
                "Tag('base') & Parameter('seed') < 3",
                "--by",
                "lr",
                "--metric",
                "acc",
                "-f",
                "csv",
                "--columns",
                "params.lr,side,n,p,verdict,note");
        assertThat(run.out().lines().toList().get(2)).startsWith("0.1,new,6,");
        assertThat(run.err()).contains("warning: runs of one group differ in params.opt too, which counts as chance");
        run = compare(
                "Tag('new') & Parameter('seed') < 3 & Parameter('opt') == 'adam'",
                "--to",
                "Tag('base') & Parameter('seed') < 3 & Parameter('opt') == 'adam'",
                "--metric",
                "acc",
                "-f",
                "csv",
                "--columns",
                "side,n,p,verdict,note");
        assertThat(run.out()).isEqualTo("""
                side,n,p,verdict,note\r
                base,3,,base,\r
                new,3,0.1,?,needs at least 4 runs a side: with 3 and 3 the smallest possible p is 0.1\r
                """);
        assertThat(run.err())
                .contains("warning: needs at least 4 runs a side: with 3 and 3 the smallest possible p is 0.1\n");
    }

    @Test
    void the_groups_of_one_query_are_ranked_and_those_like_the_best_are_marked() {
        CommandRun run = compare(
                "~Tag('few')",
                "--by",
                "params.opt,params.build",
                "--metric",
                "acc",
                "--columns",
                "params.opt,params.build,n,median,p,verdict");
        assertThat(run.out()).isEqualTo("""
                params.opt\tparams.build\tn\tmedian\tp\tverdict
                adam\tb2\t5\t0.62\t\tbest
                adam\tb1\t5\t0.52\t0.047619047619047616\tworse
                sgd\tb1\t5\t0.52\t0.047619047619047616\tworse
                sgd\tb2\t5\t0.52\t0.047619047619047616\tworse
                """);
        CommandRun lower = compare(
                "~Tag('few')",
                "--by",
                "params.build",
                "--metric",
                "acc",
                "--goal",
                "min",
                "--columns",
                "params.build,verdict");
        assertThat(lower.out()).isEqualTo("params.build\tverdict\nb1\tbest\nb2\t~\n");
    }

    @Test
    void a_metric_without_a_known_goal_is_neither_better_nor_worse() {
        CommandRun run = compare(
                "Tag('new')",
                "--to",
                "Tag('base')",
                "--metric",
                "quality",
                "--test",
                "welch",
                "--by",
                "opt",
                "--columns",
                "side,mean,verdict");
        assertThat(run.out()).doesNotContain("better").contains("\t~\n");
        assertThat(compare("~Tag('few')", "--by", "opt", "--metric", "quality").err())
                .contains("the name of metrics.quality does not show which values are better");
    }

    @Test
    void scripts_have_the_table_the_warnings_and_the_comparisons() {
        CommandRun run = run("-e", """
                runs = api.getExperiments("acme", "vision")
                two = runs.findAll { "new" in it.tags }.compare(runs.findAll { "base" in it.tags }, metric: "acc.max", by: "opt")
                println two.table().verdict
                println two.comparisons*.shown
                println two.warnings.size()
                println two.seeds
                println runs.groupBy("params.opt").compare(metric: "acc").table().n
                try { runs.compare(metrik: "acc") } catch (e) { println e.message }
                try { runs.compare(by: "build") } catch (e) { println e.message }
                try { runs.take(3).compare(metric: "acc", by: "lr") } catch (e) { println e.message }
                """);
        assertThat(run.out()).isEqualTo("""
                [base, better, base, ~]
                [true, false]
                1
                [params.seed, params.fold]
                [1, 12, 10]
                compare has no option "metrik"; did you mean metric?; there is metric, by, to, seed, test, goal
                a comparison needs a metric, such as compare(metric: "val_loss.min")
                there is only one group, params.lr=0.1: name the columns of the groups, such as by: "params.lr", or a list to compare with
                """);
    }

    @Test
    void wrong_words_are_bad_usage() {
        assertThat(compare("Tag('new')", "--metric", "acc", "--test", "t").err())
                .isEqualTo("cometsh: there is no test \"t\"; use mann-whitney or welch\n");
        assertThat(compare("Tag('new')", "--metric", "acc", "--goal", "up").exitCode())
                .isEqualTo(2);
        assertThat(compare("Tag('nothing')", "--metric", "acc").err())
                .contains("there are no experiments to compare: the list is empty");
        assertThat(compare("Tag('new')", "--to", "Tag('base')", "--metric", "nosuch")
                        .exitCode())
                .isEqualTo(4);
    }
}
