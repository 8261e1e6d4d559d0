"""Searches with the optimizer as users do: in a loop, by parameters alone, and by `comet optimize` with two processes."""
import json
import logging
import os
import pathlib
import subprocess
import sys

import comet_ml

logging.getLogger("comet_ml").setLevel(logging.WARNING)

EXPERIMENT = {
    "workspace": "lab",
    "project_name": "sweep",
    "log_code": False,
    "log_graph": False,
    "log_env_details": False,
    "log_git_metadata": False,
    "log_git_patch": False,
    "auto_output_logging": False,
    "display_summary_level": 0,
}
SPACE = {
    "lr": {"type": "float", "scalingType": "loguniform", "min": 0.00001, "max": 1},
    "units": {"type": "integer", "min": 1, "max": 200},
    "activation": ["relu", "tanh", "gelu"],
}


def loss(parameters):
    import math

    return (
        (math.log10(parameters["lr"]) + 3) ** 2
        + ((parameters["units"] - 120) / 50) ** 2
        + (0 if parameters["activation"] == "gelu" else 1)
    )


def in_a_loop():
    """A grid, each set an experiment. One of them logs no metric."""
    optimizer = comet_ml.Optimizer(
        {"algorithm": "grid", "name": "loop", "spec": {"metric": "loss"}, "parameters": {"x": [1, 2], "kind": ["a"]}}
    )
    tried = []
    for experiment in optimizer.get_experiments(**EXPERIMENT):
        x = experiment.get_parameter("x")
        if x == 1:
            experiment.log_metric("loss", x * x, step=1)
        experiment.end()
        tried.append([x, experiment.get_parameter("kind"), experiment.get_key()])
    status = optimizer.status()
    stored = comet_ml.API(cache=False).get_experiment_by_key(tried[0][2])
    others = {other["name"]: other["valueCurrent"] for other in stored.get_others_summary()}
    return {
        "tried": [one[:2] for one in tried],
        "status": status["status"],
        "counts": [status["state"].get("completed"), status["state"].get("aborted")],
        "optimizer of the run": stored.get_metadata()["optimizationId"] == optimizer.get_id(),
        "others": {name: others.get("optimizer_" + name) for name in ("metric", "metric_value", "count", "name", "parameters")},
    }


def by_parameters(algorithm, seed, count):
    optimizer = comet_ml.Optimizer(
        {"algorithm": algorithm, "parameters": SPACE, "spec": {"maxCombo": count, "seed": seed, "metric": "loss"}}
    )
    tried = []
    for data in optimizer.get_parameters():
        tried.append(data["parameters"])
        optimizer._api.optimizer_update(
            data["id"], data["pid"], data["trial"], status="completed", score=loss(data["parameters"])
        )
    return tried, optimizer.status()["status"]


def seeds():
    found = {}
    for algorithm in ("random", "bayes"):
        first, status = by_parameters(algorithm, 7, 20)
        again, _ = by_parameters(algorithm, 7, 20)
        other, _ = by_parameters(algorithm, 8, 20)
        found[algorithm] = [len(first), status, first == again, first == other]
    best = {
        algorithm: [min(loss(one) for one in by_parameters(algorithm, seed, 40)[0]) for seed in range(5)]
        for algorithm in ("random", "bayes")
    }
    found["better"] = sum(a < b for a, b in zip(best["bayes"], best["random"]))
    return found


TRAINING = """
import comet_ml, json, os, sys
optimizer = comet_ml.Optimizer(sys.argv[1])
for experiment in optimizer.get_experiments(**%r):
    experiment.log_metric("loss", experiment.get_parameter("x"), step=1)
    experiment.end()
    with open("tried-" + os.environ["COMET_OPTIMIZER_PROCESS_ID"], "a") as file:
        print(experiment.get_parameter("x"), file=file)
"""


def in_two_processes():
    pathlib.Path("training.py").write_text(TRAINING % EXPERIMENT)
    pathlib.Path("optimizer.config").write_text(
        json.dumps({"algorithm": "random", "parameters": {"x": {"type": "float", "min": 0, "max": 1}},
                    "spec": {"maxCombo": 6, "metric": "loss"}})
    )
    command = pathlib.Path(sys.executable).with_name("comet")
    done = subprocess.run(
        [command, "optimize", "-j", "2", "training.py", "optimizer.config"], capture_output=True, text=True
    )
    tried = [file.read_text().split() for file in sorted(pathlib.Path(".").glob("tried-*"))]
    return {
        "exit": done.returncode,
        "completed": "status: completed" in done.stdout,
        "processes": len(tried),
        "tried": sum(len(one) for one in tried),
        "different": len({x for one in tried for x in one}),
    }


def refused():
    """The errors of the SDK for configurations that it cannot use."""
    errors = []
    for config in (
        {"algorithm": "grd", "parameters": SPACE},
        {"algorithm": "grid", "parameters": {"x": {"type": "float", "min": 3}}},
        {"algorithm": "grid", "parameters": SPACE, "spec": {"maxCombos": 1}},
        "0" * 32,
    ):
        try:
            comet_ml.Optimizer(config)
            errors.append("nothing")
        except Exception as error:
            errors.append("%s: %s" % (type(error).__name__, error))
    return errors


print(json.dumps({"loop": in_a_loop(), "seeds": seeds(), "processes": in_two_processes(), "refused": refused()}))
