"""Asks `cometsh mcp` twenty questions with the official client, and compares each answer with one found another way.

    python mcp_questions.py COMETSH [OPTION...]

The other way is `cometsh -e` and `cometsh query` with the same options. Prints one line for each question; exits 1 when an
answer is wrong.
"""

import asyncio
import csv
import io
import json
import statistics
import subprocess
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

PROGRAM = sys.argv[1:]
DIGITS, SEEDS = "demo/digits", "demo/digits-seeds"


def cometsh(*arguments):
    return subprocess.run([*PROGRAM, *arguments], check=True, capture_output=True, text=True).stdout


def value(code):
    return json.loads(cometsh("-e", code, "-f", "json"))


def rows(project, query, columns):
    return list(csv.DictReader(io.StringIO(cometsh("query", project, query, "--columns", columns, "-f", "csv"))))


def numbers(table, column):
    return [float(row[column]) for row in table if row[column]]


async def ask(session):
    asked = []

    async def tool(name, **arguments):
        result = await session.call_tool(name, arguments)
        text = result.content[0].text
        if result.is_error:
            return text
        answer = result.structured_content
        assert answer == json.loads(text), "the text and the object differ"
        return answer

    def column(answer, name):
        if name in answer.get("same", {}):
            return [answer["same"][name]] * answer["shown"]
        return [row[answer["columns"].index(name)] for row in answer["rows"]]

    def check(question, answer, expected):
        asked.append(answer == expected)
        print(("ok   " if asked[-1] else "WRONG"), question, "" if asked[-1] else f": {answer!r}, expected {expected!r}")

    listed = (await session.list_tools()).tools
    check("there are ten tools at most, and all only read", [len(listed) <= 10, *{t.annotations.read_only_hint for t in listed}], [True, True])

    projects = await tool("projects")
    check("which projects are there", column(projects, "project"), ["demo/" + name for name in value('api.getProjects("demo")')])
    check("how many runs has digits", dict(zip(column(projects, "project"), column(projects, "experiments")))[DIGITS], value('api.getExperiments("demo", "digits").size() + api.getArchivedExperiments("demo", "digits").size()'))

    columns = await tool("columns", project=DIGITS, contains="val_")
    losses = [each for each in value('api.getExperiments("demo", "digits").table("metrics.val_loss").column("metrics.val_loss")') if isinstance(each, float)]
    loss = column(columns, "column").index("metrics.val_loss")
    check("in which range is val_loss", columns["rows"][loss][4:6], [min(losses), max(losses)])
    check("how is a name spelled", "metrics.val_accuracy" in column(await tool("columns", project=DIGITS, contains="val_acuracy"), "column"), True)

    best = await tool("query", project=DIGITS, query='Metric("val_accuracy") > 0', columns=["metrics.val_accuracy.max", "params.*"], sort=["metrics.val_accuracy.max:desc"], limit=3)
    table = rows(DIGITS, 'Metric("val_accuracy") > 0', "experiment_name,metrics.val_accuracy.max,params.learning_rate")
    check("which three runs are the best", column(best, "metrics.val_accuracy.max"), sorted(numbers(table, "metrics.val_accuracy.max"), reverse=True)[:3])
    rates = {row["experiment_name"]: float(row["params.learning_rate"]) for row in table if row["params.learning_rate"]}
    check("with which learning rates", column(best, "params.learning_rate"), [rates[name] for name in column(best, "experiment_name")])
    check("in one kilobyte", len(json.dumps(best).encode()) <= 1000, True)
    check("how many runs were looked at", best["total"], len(table))
    check("which runs have a tag", sorted(column(await tool("query", project=DIGITS, query='Tag("baseline")', limit=100), "experiment_name")), sorted(row["experiment_name"] for row in rows(DIGITS, 'Tag("baseline")', "experiment_name")))
    states = await tool("query", project=DIGITS, columns=["state"], limit=100)
    check("which runs crashed", [row[0] for row in states["rows"] if row[1] == "crashed"], value('api.getExperiments("demo", "digits").findAll { it.state == "crashed" }*.name'))
    check("none is an answer too", (await tool("query", project=DIGITS, query='Metric("val_accuracy") > 2'))["total"], 0)
    check("all projects at once", (await tool("query", project="demo", query='Metric("val_accuracy") > 0.97'))["total"], len(rows("demo", 'Metric("val_accuracy") > 0.97', "experiment_name")))
    check("a wrong project is an error", await tool("query", project="demo/digist", query='Tag("a")'), 'no project "digist" in workspace "demo"; did you mean digits?')
    check("a wrong name is an error", 'did you mean Metric("val_accuracy")' in await tool("query", project=DIGITS, query='Metric("val_acuracy") > 0'), True)

    run = f"{DIGITS}/{column(best, 'experiment_name')[0]}"
    series = await tool("series", run=run, metric="val_loss", points=5)
    points = value(f'api.getExperiment("{run}").getMetrics("val_loss")*.value')
    check("how did val_loss go", [series["total"], series["thinned"], series["min"], column(series, "value")[-1]], [len(points), True, min(points), points[-1]])

    groups = await tool("groups", project=SEEDS, query='Tag("new")', all_but=["params.seed"], columns=["metrics.val_accuracy.max"])
    group = numbers(rows(SEEDS, 'Tag("new")', "metrics.val_accuracy.max"), "metrics.val_accuracy.max")
    mean = next(name for name in groups["columns"] if name.endswith("mean"))
    check("what is the mean over the seeds", round(column(groups, mean)[0], 9), round(statistics.mean(group), 9))

    first, second = (f"{DIGITS}/{name}" for name in column(best, "experiment_name")[:2])
    changes = await tool("diff", runs=[first, second])
    check("what differs between the best two", any("hidden_units" in str(row) for row in changes["rows"]), True)
    compared = await tool("compare", project=SEEDS, query='Tag("new")', to='Tag("base")', metric="val_accuracy.max")
    check("are the new ones better", compared["shown"] >= 1 and "~" not in str(compared["rows"]), True)
    tail = await tool("log_tail", run=run, lines=3)
    output = (value(f'api.getExperiment("{run}").output') or "").splitlines()
    check("what did it print last", [tail["lines"], tail["total"]], [output[-3:], len(output)])
    plan = await tool("plan", project=DIGITS, query='Tag("baseline")', add_tags=["kept"])
    check("what would a tag change", [plan["total"], plan["command"]], [len(rows(DIGITS, 'Tag("baseline")', "experiment_name")), "cometsh apply demo/digits 'Tag(\"baseline\")' --add-tag kept"])
    check("nothing was changed", (await tool("query", project=DIGITS, query='Tag("baseline")', columns=["tags"]))["rows"][0][1].count("kept"), 0)
    return asked


async def main():
    async with stdio_client(StdioServerParameters(command=PROGRAM[0], args=[*PROGRAM[1:], "mcp"])) as (read, write):
        async with ClientSession(read, write) as session:
            await session.initialize()
            asked = await ask(session)
    print(f"{sum(asked)} of {len(asked)} answers are right")
    sys.exit(0 if all(asked) else 1)


asyncio.run(main())
