package io.cometsh.spark;

import io.cometsh.server.CometServer;
import io.cometsh.support.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A project that holds what push-down can get wrong, and conditions on it. */
final class SparkWorld {
    static final String WORKSPACE = "spark";
    static final String PROJECT = "odd";
    static final int RUNS = 60;
    private static final List<String> OPTIMIZERS =
            List.of("adam", "adamax", "Adam", "sgd", "adämw", "it's", "50%", "a_b");

    private SparkWorld() {}

    /** Every seventh run diverged; some values are missing, infinite or odd. */
    static void fill(CometServer server) {
        Worlds.fill(server, WORKSPACE, PROJECT, RUNS, (run, i) -> {
            run.start(1_700_000_000_000L + i * 60_000L).tag(i % 2 == 0 ? "even" : "odd");
            if (i % 5 != 4) {
                run.metric(
                        "loss", i % 7 == 0 ? "NaN" : i % 11 == 0 ? "-Infinity" : i % 13 == 0 ? "Infinity" : i / 10.0);
            }
            if (i % 3 != 2) {
                run.param("lr", i % 4 == 0 ? 0.1 : i / 100.0);
            }
            if (i % 6 != 5) {
                run.param("opt", OPTIMIZERS.get(i % OPTIMIZERS.size()));
            }
            if (i % 4 != 3) {
                run.param("flag", i % 8 < 4);
            }
            run.param("depth", i % 5).param("größe/a b.c", "é" + i % 3);
            if (i % 2 == 0) {
                run.other("note", i % 10 == 0 ? "" : "note " + i % 3);
            }
            run.curve("acc", i, i + 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e-20)
                    .curve("top 5.%", i);
        });
    }

    /** Conditions by hand: one operator each, then the hard ones. */
    static List<String> conditions() {
        return List.of(
                "metrics.loss > 2",
                "metrics.loss >= 2",
                "metrics.loss < 2",
                "metrics.loss <= 2",
                "2 < metrics.loss",
                "metrics.loss = 2.5",
                "metrics.loss <> 2.5",
                "metrics.loss is null",
                "metrics.loss is not null",
                "metrics.loss = double('NaN')",
                "metrics.loss > double('Infinity')",
                "metrics.loss >= double('-Infinity')",
                "metrics.loss between 1 and 3",
                "metrics.loss not between 1 and 3",
                "metrics.loss in (0.1, 0.2, 2.5)",
                "metrics.loss not in (0.1, 0.2)",
                "metrics.loss > 2 or metrics.loss is null",
                "not (metrics.loss > 2)",
                "metrics.loss > 2 and params.lr < 0.3",
                "metrics.loss > 2 or params.lr < 0.3",
                "isnan(metrics.loss)",
                "metrics.loss + 1 > 3",
                "cast(metrics.loss as string) = '2.5'",
                "params.lr = 0.1",
                "params.lr <=> null",
                "params.lr <=> 0.1",
                "params.lr in (0.1, 0.02, null)",
                "params.opt = 'adam'",
                "params.opt <> 'adam'",
                "params.opt in ('adam', 'sgd')",
                "params.opt not in ('adam', 'sgd')",
                "params.opt like 'ada%'",
                "params.opt like '%ax'",
                "params.opt like '%a%'",
                "params.opt not like 'ada%'",
                "params.opt like '50\\\\%'",
                "params.opt like 'a_b'",
                "params.opt > 'adam'",
                "lower(params.opt) = 'adam'",
                "params.opt = 'adämw' or params.opt = \"it's\"",
                "params.flag",
                "not params.flag",
                "params.flag is null",
                "params.flag = true and params.depth >= 2",
                "params.`größe/a b.c` = 'é1'",
                "others.note = ''",
                "others.note is null or others.note like 'note%'",
                "experiment_name = 'run-7'",
                "experiment_name like 'run-1%' and metrics.loss > 1",
                "state = 'finished' and params.depth = 3",
                "end_time > timestamp'2023-11-14 22:40:00'",
                "start_time <= timestamp'2023-11-14 22:40:00' or params.opt = 'sgd'",
                "archived",
                "array_contains(tags, 'even') and params.depth = 1",
                "experiment_key in (select max(experiment_key) from %s)");
    }

    /** Conditions by chance, the same for a seed. */
    static List<String> generated(int count, long seed) {
        Random random = new Random(seed);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            conditions.add(condition(random, 3));
        }
        return conditions;
    }

    private static String condition(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 9);
        return switch (kind) {
            case 0 -> "metrics.loss " + operator(random) + " " + random.nextInt(60) / 10.0;
            case 1 -> "params.lr " + operator(random) + " " + random.nextInt(60) / 100.0;
            case 2 ->
                "params.opt " + (random.nextBoolean() ? "=" : "<>") + " '" + OPTIMIZERS.get(random.nextInt(5)) + "'";
            case 3 ->
                pick(random, "params.opt", "params.flag", "metrics.loss", "others.note")
                        + pick(random, " is null", " is not null");
            case 4 -> "params.depth in (" + random.nextInt(5) + ", " + random.nextInt(5) + ")";
            case 5, 6 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
            case 7 -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
            default -> "not (" + condition(random, depth - 1) + ")";
        };
    }

    private static String operator(Random random) {
        return pick(random, "<", "<=", ">", ">=", "=", "<>");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** {@code select 0 as c, experiment_key from … where … union all select 1 …}, to have many in one job. */
    static String all(List<String> conditions, String table) {
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            selects.add(String.format(
                    Locale.ROOT,
                    "select %d as c, experiment_key from %s where %s",
                    i,
                    table,
                    conditions.get(i).replace("%s", table)));
        }
        return String.join(" union all ", selects);
    }
}
