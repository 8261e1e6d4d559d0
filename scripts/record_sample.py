"""Records the sample workspace `demo`: real models, trained here, logged by the official Comet SDK.

Data set: "Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak, UCI Machine Learning Repository (1998),
https://doi.org/10.24432/C50P49, licensed CC BY 4.0. scikit-learn ships its test part (1797 images of 8x8 pixels) as
`sklearn.datasets.load_digits`. No image is stored in the sample: only the parameters and the curves of models trained on them.

    scripts/record-sample            starts the embedded server, runs this and record_registry.py, writes src/server/main/resources/sample/demo.jsonl.gz
    python record_sample.py --dry    trains everything and prints the last epoch of each run; contacts nobody

Seeds and experiment keys are fixed, so a second recording gives the same curves; the times are the times of the recording.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import hashlib
import json
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from typing import Any

# One thread: the result of a matrix product, and so a curve, does not depend on the number of cores.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

WORKSPACE = "demo"
DATASET = "Optical Recognition of Handwritten Digits (UCI, CC BY 4.0, doi:10.24432/C50P49)"
CLASSES = list(range(10))


@dataclasses.dataclass(frozen=True)
class Run:
    """One training run: what to train, and its intended result."""

    project: str
    name: str
    model: str
    epochs: int
    parameters: dict[str, Any]
    tags: tuple[str, ...] = ()
    note: str = ""
    fate: str = "finishes"  # or "crashes", "is killed", "is archived"

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.project}/{self.name}".encode()).hexdigest()[:32]


# --- the sweep ---------------------------------------------------------------------------------------------------------------


def split(more: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Further parameters of the model, and further facts of the run."""
    facts = {field.name for field in dataclasses.fields(Run)}
    return {k: v for k, v in more.items() if k not in facts}, {k: v for k, v in more.items() if k in facts}


def mlp(project: str, name: str, *, optimizer="adam", lr=0.01, batch=32, layers=(32,), seed=1, epochs=20, **more) -> Run:
    extra, rest = split(more)
    parameters = {
        "model": "mlp",
        "optimizer": optimizer,
        "learning_rate": lr,
        "batch_size": batch,
        "hidden_layers": len(layers),
        "hidden_units": "-".join(map(str, layers)),
        "activation": "relu",
        "alpha": 0.0001,
        "shuffle": True,
        "standardize": False,
        "seed": seed,
        "epochs": epochs,
        **extra,
    }
    if optimizer == "sgd":  # Adam has no momentum parameter of this kind: those runs lack the two
        parameters = {"momentum": 0.9, "nesterov": True, **parameters}
    return Run(project, name, "mlp", epochs, parameters, **rest)


def linear(project: str, name: str, model: str, *, lr=0.01, penalty="l2", alpha=0.0001, seed=1, epochs=20, **more) -> Run:
    extra, rest = split(more)
    parameters = {
        "model": model,
        "optimizer": "sgd",
        "learning_rate": lr,
        "penalty": penalty,
        "alpha": alpha,
        "shuffle": True,
        "standardize": False,
        "average": False,
        "seed": seed,
        "epochs": epochs,
        **extra,
    }
    return Run(project, name, model, epochs, parameters, **rest)


def digits() -> list[Run]:
    p = "digits"
    runs = [
        mlp(p, "mlp-killed", lr=0.003, layers=(64,), epochs=400, fate="is killed", note="the process was killed"),
        mlp(p, "mlp-baseline", tags=("baseline",), note="the first thing that worked"),
        linear(p, "logistic-baseline", "logistic", tags=("baseline",)),
        linear(p, "svm-baseline", "linear-svm", tags=("baseline",)),
    ]
    for optimizer in ("adam", "sgd"):
        for lr in (0.0001, 0.001, 0.01, 0.1, 0.5):
            if (optimizer, lr) != ("adam", 0.01):  # that one is the baseline
                runs.append(mlp(p, f"mlp-{optimizer}-lr{lr:g}", optimizer=optimizer, lr=lr, tags=("sweep-lr",)))
    for layers in ((8,), (16,), (64,), (128,), (64, 32), (32, 16, 8)):
        units = "-".join(map(str, layers))
        runs.append(mlp(p, f"mlp-h{units}", layers=layers, lr=0.003, epochs=25, tags=("sweep-layers",)))
    for batch in (8, 16, 64, 128, 256):
        runs.append(mlp(p, f"mlp-b{batch}", batch=batch, lr=0.003, tags=("sweep-batch",)))
    for units in (2, 4):
        runs.append(mlp(p, f"mlp-h{units}", layers=(units,), lr=0.003, tags=("sweep-layers",), note="too small to learn ten classes"))
    for epochs in (1, 3):
        runs.append(mlp(p, f"mlp-epochs{epochs}", lr=0.001, epochs=epochs, tags=("short",)))
    runs.append(mlp(p, "mlp-sgd-b256", optimizer="sgd", batch=256, lr=0.001, tags=("sweep-batch",)))
    for seed in (2, 3, 4):
        runs.append(mlp(p, f"mlp-seed{seed}", seed=seed, layers=(64,), lr=0.003, epochs=30, tags=("seeds",)))
    for activation in ("tanh", "logistic"):
        runs.append(mlp(p, f"mlp-{activation}", activation=activation, lr=0.003, tags=("sweep-activation",)))
    runs += [
        mlp(p, "mlp-standardized", standardize=True, lr=0.003, note="zero mean, unit variance"),
        mlp(p, "mlp-alpha0.1", alpha=0.1, lr=0.003, note="strong regularisation"),
        mlp(p, "mlp-long", layers=(64, 32), lr=0.001, batch=64, epochs=60, tags=("long",)),
        mlp(p, "mlp-wide", layers=(256,), lr=0.001, batch=64, epochs=30, tags=("long",)),
    ]
    for lr in (0.0001, 0.001, 0.1, 1.0):
        runs.append(linear(p, f"logistic-lr{lr:g}", "logistic", lr=lr, tags=("sweep-lr",)))
    for penalty in ("l1", "elasticnet"):
        runs.append(linear(p, f"logistic-{penalty}", "logistic", penalty=penalty, alpha=0.001, tags=("sweep-penalty",)))
    runs.append(linear(p, "logistic-averaged", "logistic", average=True, lr=0.1, note="averaged weights, Polyak–Ruppert"))
    for alpha in (0.001, 0.01, 0.1):
        runs.append(linear(p, f"svm-alpha{alpha:g}", "linear-svm", alpha=alpha, tags=("sweep-alpha",)))
    runs += [
        mlp(p, "mlp-lr-range-test", optimizer="sgd", lr=0.0001, lr_growth=100.0, epochs=40, tags=("lr-range-test",), fate="crashes",
            note="the learning rate grows until training diverges"),
        mlp(p, "mlp-wrong-labels", lr=0.003, shuffled_labels=True, fate="is archived", note="labels were shuffled by mistake; archived"),
    ]
    return runs


def augmented() -> list[Run]:
    p = "digits-augmented"
    runs = [mlp(p, "plain", layers=(64,), lr=0.003, epochs=15, augment="none", tags=("baseline",))]
    for pixels in (1, 2):
        runs.append(mlp(p, f"shift-{pixels}px", layers=(64,), lr=0.003, epochs=15, augment="shift", shift_pixels=pixels))
    for noise in (0.05, 0.1, 0.2, 0.4):
        runs.append(mlp(p, f"noise-{noise:g}", layers=(64,), lr=0.003, epochs=15, augment="noise", noise=noise))
    runs.append(mlp(p, "shift-and-noise", layers=(64,), lr=0.003, epochs=15, augment="shift+noise", shift_pixels=1, noise=0.1))
    return runs


def seeds() -> list[Run]:
    """Three settings with the same seeds, for comparisons: "new" is better than "base", and "other" is not."""
    p = "digits-seeds"
    settings = {"base": {"layers": (16,)}, "new": {"layers": (64,)}, "other": {"layers": (16,), "alpha": 0.001}}
    return [
        mlp(p, f"{tag}-seed{seed}", seed=seed, lr=0.003, epochs=20, tags=(tag,), **setting)
        for tag, setting in settings.items()
        for seed in range(1, 7)
    ]


def everything() -> list[Run]:
    return digits() + augmented() + seeds()


# --- training ----------------------------------------------------------------------------------------------------------------


def data(run: Run):
    import numpy as np
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    images, labels = load_digits(return_X_y=True)
    images = images / 16.0
    train_x, test_x, train_y, test_y = train_test_split(images, labels, test_size=0.25, random_state=0, stratify=labels)
    random = np.random.default_rng(run.parameters["seed"])
    if run.parameters["standardize"]:
        mean, spread = train_x.mean(axis=0), train_x.std(axis=0) + 1e-8
        train_x, test_x = (train_x - mean) / spread, (test_x - mean) / spread
    if run.parameters.get("shuffled_labels"):
        train_y = random.permutation(train_y)
    parts = [train_x]
    if shift := run.parameters.get("shift_pixels"):
        squares = train_x.reshape(-1, 8, 8)
        parts += [np.roll(squares, by, axis=axis).reshape(-1, 64) for axis in (1, 2) for by in (-shift, shift)]
    if noise := run.parameters.get("noise"):
        parts = [part + random.normal(0, noise, part.shape) for part in parts]
    return np.concatenate(parts), np.concatenate([train_y] * len(parts)), test_x, test_y


def estimator(run: Run):
    from sklearn.linear_model import SGDClassifier
    from sklearn.neural_network import MLPClassifier

    p = run.parameters
    if run.model == "mlp":
        return MLPClassifier(
            tuple(int(n) for n in p["hidden_units"].split("-")),
            solver=p["optimizer"],
            learning_rate_init=p["learning_rate"],
            batch_size=p["batch_size"],
            activation=p["activation"],
            alpha=p["alpha"],
            shuffle=p["shuffle"],
            momentum=p.get("momentum", 0.9),
            nesterovs_momentum=p.get("nesterov", True),
            random_state=p["seed"],
        )
    return SGDClassifier(
        loss={"logistic": "log_loss", "linear-svm": "hinge"}[run.model],
        learning_rate="constant",
        eta0=p["learning_rate"],
        penalty=p["penalty"],
        alpha=p["alpha"],
        average=p["average"],
        random_state=p["seed"],
    )


def losses(run: Run, model, x, y) -> float:
    from sklearn.metrics import hinge_loss, log_loss

    if run.model == "linear-svm":
        return float(hinge_loss(y, model.decision_function(x), labels=CLASSES))
    return float(log_loss(y, model.predict_proba(x), labels=CLASSES))


def train(run: Run) -> Iterator[tuple[int, int, dict[str, float], Any]]:
    """Trains and gives (epoch, step, metrics, model) after each epoch; a step is one mini-batch (one sample for the linear models)."""
    train_x, train_y, test_x, test_y = data(run)
    model = estimator(run)
    steps = -(-len(train_x) // run.parameters["batch_size"]) if run.model == "mlp" else len(train_x)
    for epoch in range(1, run.epochs + 1):
        model.partial_fit(train_x, train_y, classes=CLASSES)
        if growth := run.parameters.get("lr_growth"):
            model._optimizer.learning_rate *= growth
        yield epoch, epoch * steps, {
            "loss": losses(run, model, train_x, train_y),
            "val_loss": losses(run, model, test_x, test_y),
            "accuracy": float(model.score(train_x, train_y)),
            "val_accuracy": float(model.score(test_x, test_y)),
        }, model


# --- logging -----------------------------------------------------------------------------------------------------------------


def config(run: Run):
    """What describes the recording machine stays out: no host, user, paths, packages, code, output."""
    import comet_ml

    return comet_ml.ExperimentConfig(
        name=run.name,
        tags=list(run.tags),
        log_code=False,
        log_graph=False,
        parse_args=False,
        display_summary_level=0,
        log_git_metadata=False,
        log_git_patch=False,
        log_env_details=False,
        auto_output_logging=False,
        auto_param_logging=False,
        auto_metric_logging=False,
        auto_log_co2=False,
    )


def record(run: Run) -> None:
    import comet_ml

    experiment = comet_ml.start(
        workspace=WORKSPACE,
        project_name=run.project,
        experiment_key=run.key,
        mode="create",
        experiment_config=config(run),
    )
    experiment.log_parameters(run.parameters)
    experiment.log_other("dataset", DATASET)
    if run.note:
        experiment.log_other("note", run.note)
    best = 0.0
    model = None
    for epoch, step, metrics, model in train(run):
        experiment.log_metrics(metrics, step=step, epoch=epoch)
        best = max(best, metrics["val_accuracy"])
        if run.fate == "is killed" and epoch == 12:
            experiment.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    _, _, test_x, test_y = data(run)
    experiment.log_others({"best_val_accuracy": best, "converged": bool(metrics["accuracy"] > 0.97)})
    experiment.log_confusion_matrix(y_true=test_y.tolist(), y_predicted=model.predict(test_x).tolist(), labels=[str(c) for c in CLASSES],
                                    max_examples_per_cell=0)
    if metrics["accuracy"] < 0.6:
        experiment.add_tag("bad")
    experiment.end()


def record_all(runs: list[Run]) -> None:
    import comet_ml

    for number, run in enumerate(runs, 1):
        print(f"{number}/{len(runs)} {run.project}/{run.name}", file=sys.stderr)
        if run.fate in ("crashes", "is killed"):
            # In a process of its own, whose end is the real one: an uncaught exception, a SIGKILL.
            code = subprocess.run([sys.executable, __file__, "--only", run.name], check=False, stderr=subprocess.DEVNULL).returncode
            expected = 1 if run.fate == "crashes" else -signal.SIGKILL
            if code != expected:
                raise SystemExit(f"{run.name} was to end with {expected} and ended with {code}")
        else:
            record(run)
    api = comet_ml.api.API(cache=False)
    for run in runs:
        describe_machine(api, run.key)
        if run.fate == "is archived":
            api.archive_experiment(run.key)
    for project in sorted({run.project for run in runs} - {"digits-seeds"}):
        mark_best(api, project)


def describe_machine(api, key: str) -> None:
    """The part of the environment that matters to a result and names no machine: versions."""
    import numpy
    import sklearn

    experiment = api.get_experiment_by_key(key)
    experiment.set_python_version(platform.python_version())
    experiment.set_os_type(platform.system())
    experiment.set_machine(platform.machine())
    experiment.set_installed_packages([f"numpy=={numpy.__version__}", f"scikit-learn=={sklearn.__version__}"])


def mark_best(api, project: str) -> None:
    """Tags the best run of each kind of model by its validation accuracy."""
    best: dict[str, tuple[float, Any]] = {}
    for experiment in api.get_experiments(WORKSPACE, project):
        summary = experiment.get_metrics_summary("val_accuracy")
        kind = experiment.get_parameters_summary("model")
        if summary and kind:
            score = float(summary["valueCurrent"])
            if score > best.get(kind["valueCurrent"], (0.0, None))[0]:
                best[kind["valueCurrent"]] = (score, experiment)
    for _, experiment in best.values():
        experiment.add_tag("best")


def wait_until_the_killed_run_has_ended(api, seconds: int) -> None:
    killed = [run for run in digits() if run.fate == "is killed"]
    deadline = time.monotonic() + seconds
    for run in killed:
        while api.get_experiment_by_key(run.key).get_state() == "running":
            if time.monotonic() > deadline:
                raise SystemExit(f"{run.name} was killed and still counts as running after {seconds} s")
            time.sleep(2)


# --- the file that is shipped ------------------------------------------------------------------------------------------------


def refuse_traces(text: str) -> None:
    """Nothing that tells who recorded this, or where, may be shipped."""
    here = {socket.gethostname(), os.path.expanduser("~"), os.getcwd(), os.path.dirname(os.path.abspath(__file__)), sys.prefix,
            os.environ.get("COMET_API_KEY", "")}
    for trace in sorted(t for t in here if len(t) > 2):
        if trace in text:
            raise SystemExit(f"the snapshot holds {trace!r}; nothing was written")
    if found := re.search(r"\b(?:127|10|172|192)\.\d+\.\d+\.\d+\b|/(?:home|root|tmp|usr|work)/", text):
        raise SystemExit(f"the snapshot holds {found.group(0)!r}; nothing was written")


def write_snapshot(snapshot: bytes, path: str) -> None:
    lines = snapshot.decode("utf-8")
    refuse_traces(lines)
    for line in lines.splitlines():
        json.loads(line)
    with open(path + ".part", "wb") as raw, gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as out:
        out.write(snapshot)
    os.replace(path + ".part", path)
    print(f"{path}: {os.path.getsize(path):,} bytes, {len(lines.splitlines())} lines", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="train only")
    parser.add_argument("--only", metavar="NAME", help="record this run, in this process")
    parser.add_argument("--project", metavar="NAME", help="record the runs of this project alone")
    parser.add_argument("--pack", nargs=2, metavar=("SNAPSHOT", "FILE"), help="check a snapshot and write the file that is shipped")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", module="sklearn")
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    if arguments.dry:
        dry()
        return
    if arguments.pack:
        with gzip.open(arguments.pack[0]) as snapshot:
            write_snapshot(snapshot.read(), arguments.pack[1])
        return
    import comet_ml  # before scikit-learn, or the SDK warns

    if arguments.only:
        record(next(run for run in everything() if run.name == arguments.only))
        return
    if arguments.project:
        record_all([run for run in everything() if run.project == arguments.project])
        return
    record_all(everything())
    wait_until_the_killed_run_has_ended(comet_ml.api.API(cache=False), 180)


def dry() -> None:
    for run in everything():
        started, epoch, metrics = time.monotonic(), 0, {}
        try:
            for epoch, _, metrics, _ in train(run):
                if run.fate == "is killed" and epoch == 12:
                    break
        except ValueError as e:
            print(run.name, "crashed:", e)
        shown = " ".join(f"{k}={v:.4f}" for k, v in metrics.items())
        print(f"{run.project}/{run.name:24} {run.fate:12} epoch {epoch:3} {shown} ({time.monotonic() - started:.1f} s)")


if __name__ == "__main__":
    main()
