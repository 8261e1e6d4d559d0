"""Logs a dozen runs live with the official SDK, as a Python team would, and prints as JSON what it logged and what the SDK complained about.

    python log_runs.py              all runs
    python log_runs.py --crash KEY  the run that dies of an uncaught exception (started by the former)

Server and key come from COMET_URL_OVERRIDE and COMET_API_KEY.
"""

import argparse
import json
import math
import subprocess
import sys

import comet_ml
from comet_test_log import Complaints, text

WORKSPACE = "lab"
PROJECT = "vision"
OTHER_PROJECT = "språk & text"

CRASHED_KEY = "c0" * 20
HARD_NAME = "näme/with \"double\" and 'single' quotes, dots... 日本語 🦊"


def curve(first: float, factor: float, n: int) -> list[float]:
    return [first * factor**i for i in range(n)]


# One row a run: what is logged as parameters, metrics (name -> list of values, steps from 1), others, tags.
RUNS = [
    dict(name="red fox", parameters={"lr": 0.1, "optimizer": "adam", "batch": 32, "shuffle": True, "depth": 3}, tags=["best", "vision team"],
         metrics={"acc": [0.5, 0.8, 0.95], "loss": [1.5, 0.4, 0.08], "score": [7]}, others={"note": "first", "seed": 7}),
    dict(name="blue fox", parameters={"lr": 0.01, "optimizer": "adam", "batch": 64, "shuffle": False, "depth": 5}, tags=["prod"],
         metrics={"acc": [0.4, 0.7, 0.9], "loss": [1.1, 0.5, 0.1]}, others={"note": "second one", "seed": 8}),
    dict(name="green owl", parameters={"lr": 0.001, "optimizer": "sgd", "batch": "auto", "shuffle": True, "depth": 3, "score": 3}, tags=["best", "prod"],
         metrics={"acc": [0.3, 0.6, 0.85], "loss": [2.0, 1.5, 1.2]}, others={"note": "", "seed": 9}),
    dict(name="sad owl", parameters={"lr": 10, "optimizer": "sgd", "batch": 16, "shuffle": False, "comment": ""}, tags=["bad"],
         metrics={"acc": [0.1, 0.1], "loss": [50.0, math.nan]}, others={"seed": 10, "score": 5}),
    dict(name="wild owl", parameters={"lr": 1e-05, "optimizer": "rmsprop", "batch": 128}, tags=["bad", "acc"],
         metrics={"acc": [0.2, 0.3], "loss": [math.inf], "low": [-math.inf]}, others={"note": "diverged, see log", "checked": True}),
    dict(name=HARD_NAME, parameters={"größe": "groß", "a b.c/d": "x|y", "path": "C:\\temp\\new", "quote": "it's \"so\"", "optimizer": "adämw", "batch": 8},
         tags=["déjà vu", "a/b c"], metrics={"präzision": [0.25, 0.75], "top 5/acc.%": [99.5], "acc": [0.75]}, others={"märk": "日本語", "note": "O'Brien said \"hi\""}),
    dict(name="extremes", parameters={"tiny": 1e-20, "huge": 1.5e300, "big": 12345678901234567890, "negative": -3, "zero": 0, "lr": 0.5, "optimizer": "adam"},
         metrics={"tiny": [1e-20, 4.9e-324], "huge": [1.7976931348623157e308], "negative": [-1.5, -0.0], "third": [1 / 3], "acc": [1.0], "loss": [0.0]}, others={}, tags=[]),
    dict(name="no metrics", parameters={"lr": 0.2, "optimizer": "none yet"}, metrics={}, others={"note": "only settings"}, tags=["prod"]),
    dict(name="no parameters", parameters={}, metrics={"acc": [0.66], "loss": [0.66]}, others={}, tags=[]),
    dict(name="nothing", parameters={}, metrics={}, others={}, tags=[]),
    dict(name="long run", parameters={"lr": 0.05, "optimizer": "adam", "batch": 256, "shuffle": True, "comment": "x" * 900}, tags=["best"],
         metrics={"acc": [round(1 - 0.99 / (i + 1), 6) for i in range(2500)], "loss": curve(4.0, 0.999, 2500)}, others={"note": "many steps", "seed": 11}),
]


# The SDK describes its machine (packages, a cloud address that does not answer) in 1.5 s a run: these runs do, the others need not.
DESCRIBED = {"red fox", "no parameters", "crashed run"}


def config(name: str, tags: list[str]) -> comet_ml.ExperimentConfig:
    return comet_ml.ExperimentConfig(name=name, tags=tags, display_summary_level=0, log_env_details=name in DESCRIBED)


def log(run: dict, project: str = PROJECT) -> dict:
    experiment = comet_ml.start(workspace=WORKSPACE, project_name=project, experiment_config=config(run["name"], run["tags"]))
    points = []
    experiment.log_parameters(run["parameters"])
    for name, values in run["metrics"].items():
        for step, value in enumerate(values, 1):
            epoch = (step - 1) // 10 if name == "loss" else None
            experiment.log_metric(name, value, step=step, epoch=epoch)
            points.append([name, text(value), step])
    for name, value in run["others"].items():
        experiment.log_other(name, value)
    experiment.end()
    return {"key": experiment.get_key(), "project": project, "name": run["name"], "tags": sorted(run["tags"]), "points": points,
            "parameters": {k: v if isinstance(v, str) else json.dumps(v) for k, v in run["parameters"].items()},
            "others": {k: v if isinstance(v, str) else json.dumps(v) for k, v in run["others"].items()}}


def log_with_the_older_class() -> dict:
    """`Experiment` with contexts, nested parameters, a point without a step, text and many small calls."""
    experiment = comet_ml.Experiment(workspace=WORKSPACE, project_name=OTHER_PROJECT, display_summary_level=0)
    experiment.set_name("older class")
    experiment.log_parameters({"model": {"layers": {"first": 64, "second": 32}, "bias": True}, "words": ["a", "b"], "nothing": None})
    points = []
    with experiment.train():
        experiment.log_metric("loss", 0.5, step=1)
        points.append(["train_loss", "0.5", 1])
    with experiment.test():
        experiment.log_metric("loss", 0.75, step=2, epoch=1)
        points.append(["test_loss", "0.75", 2])
    experiment.log_metrics({"a": 1, "b": 2.5}, prefix="eval", step=3)
    points += [["eval_a", "1.0", 3], ["eval_b", "2.5", 3]]
    experiment.add_tag("older")
    experiment.log_html("<b>bold</b>")
    experiment.end()
    return {"key": experiment.get_key(), "project": OTHER_PROJECT, "name": "older class", "tags": ["older"], "points": points,
            "parameters": {"model|layers|first": "64", "model|layers|second": "32", "model|bias": "true"}, "others": {}}


def log_without_a_step() -> dict:
    experiment = comet_ml.start(workspace=WORKSPACE, project_name=OTHER_PROJECT, experiment_config=config("no step", []))
    experiment.log_metric("acc", 0.125)
    experiment.end()
    return {"key": experiment.get_key(), "project": OTHER_PROJECT, "name": "no step", "tags": [], "points": [["acc", "0.125", None]], "parameters": {}, "others": {}}


def go_on_with(run: dict) -> None:
    """A second process's part: more points and a tag for a run that has ended."""
    experiment = comet_ml.start(mode="get", experiment_key=run["key"], experiment_config=comet_ml.ExperimentConfig(display_summary_level=0))
    experiment.log_metric("acc", 0.96, step=4)
    experiment.add_tag("continued")
    experiment.end()
    run["points"].append(["acc", "0.96", 4])
    run["tags"] = sorted([*run["tags"], "continued"])


def crash(key: str) -> None:
    experiment = comet_ml.start(workspace=WORKSPACE, project_name=PROJECT, experiment_key=key, experiment_config=config("crashed run", ["bad"]))
    experiment.log_parameters({"lr": 1000, "optimizer": "sgd"})
    experiment.log_metric("acc", 0.05, step=1)
    raise FloatingPointError("the loss is not a number")


def run_the_crash(complaints: list[str]) -> dict:
    done = subprocess.run([sys.executable, __file__, "--crash", CRASHED_KEY], capture_output=True, text=True, timeout=120, check=False)
    complaints += [line for line in done.stderr.splitlines() if line.startswith(("COMET WARNING", "COMET ERROR"))]
    if done.returncode != 1 or "FloatingPointError" not in done.stderr:
        complaints.append(f"the crashing run ended with {done.returncode}: {done.stderr[-500:]}")
    return {"key": CRASHED_KEY, "project": PROJECT, "name": "crashed run", "tags": ["bad"], "points": [["acc", "0.05", 1]],
            "parameters": {"lr": "1000", "optimizer": "sgd"}, "others": {}}


def log_and_archive() -> dict:
    run = log(dict(name="archived run", parameters={"lr": 0.1, "optimizer": "adam"}, metrics={"acc": [0.99]}, others={}, tags=["best"]))
    comet_ml.api.API(cache=False).archive_experiment(run["key"])
    return run


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--crash", metavar="KEY")
    key = parser.parse_args().crash
    if key:
        crash(key)
    complaints = Complaints.of_the_sdk()
    runs = [log(run) for run in RUNS]
    runs.append(log_with_the_older_class())
    runs.append(log_without_a_step())
    go_on_with(runs[0])
    crashed = run_the_crash(complaints.lines)
    archived = log_and_archive()
    json.dump({"workspace": WORKSPACE, "runs": [*runs, crashed], "archived": [archived], "crashed": [crashed["key"]], "complaints": complaints.lines}, sys.stdout)


if __name__ == "__main__":
    main()
