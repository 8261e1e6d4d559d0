"""Records what the sample workspace has beside its runs: an artifact with two versions, a registered model with three, a saved view.

The runs are in a project of their own, `digits-registry`: one run makes the artifact `digits-split` (which images train and which test; no image is in it), three
train on a version of it and log their model, which is registered as `digits-classifier`. It uses the official Comet SDK, over HTTP.

    scripts/record-sample --registry    adds this to the recording that is there, which keeps its runs, times and numbers
    scripts/record-sample               records the runs again, and then this

Data set, licence and seeds as in record_sample.py.
"""

from __future__ import annotations

import argparse
import csv
import json
import pathlib
import sys
import tempfile
import warnings

import comet_ml  # before scikit-learn, or the SDK warns
import record_sample
from comet_ml.api_objects.view import View
from record_sample import DATASET, WORKSPACE, Run, mlp

PROJECT = "digits-registry"
ARTIFACT = "digits-split"
MODEL = "digits-classifier"
SOURCE = "https://doi.org/10.24432/C50P49"


def start(run: Run):
    """As every run of the sample: nothing that describes the recording machine."""
    return comet_ml.start(workspace=WORKSPACE, project_name=PROJECT, experiment_key=run.key, mode="create", experiment_config=record_sample.config(run))


# --- the artifact ------------------------------------------------------------------------------------------------------------


def split(parts: dict[str, float], seed: int) -> dict[str, list[tuple[int, int]]]:
    """Numbers and labels of the images in each part, the labels evenly spread."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    labels = load_digits().target
    rest = list(range(len(labels)))
    result = {}
    for name, share in list(parts.items())[1:]:
        rest, part = train_test_split(rest, test_size=round(share * len(labels)), random_state=seed, stratify=labels[rest])
        result[name] = part
    result[next(iter(parts))] = rest
    return {name: [(number, int(labels[number])) for number in sorted(result[name])] for name in parts}


def log_split(experiment, folder: pathlib.Path, parts: dict[str, float], aliases: list[str], tags: list[str]) -> None:
    artifact = comet_ml.Artifact(ARTIFACT, "dataset", aliases=aliases, version_tags=tags,
                                 metadata={"dataset": DATASET, "parts": parts, "seed": 0, "stratified": True})
    for name, rows in split(parts, seed=0).items():
        path = folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([("image", "label"), *rows])
        artifact.add(str(path), logical_path=path.name, metadata={"images": len(rows)})
    artifact.add_remote(SOURCE, logical_path="images", metadata={"licence": "CC BY 4.0"})
    experiment.log_artifact(artifact)


def record_split(name: str, parts: dict[str, float], aliases: list[str], tags: list[str], note: str) -> None:
    run = Run(PROJECT, name, "none", 0, {"seed": 0, **{f"part_{part}": share for part, share in parts.items()}}, note=note)
    experiment = start(run)
    experiment.log_parameters(run.parameters)
    experiment.log_other("dataset", DATASET)
    experiment.log_other("note", note)
    with tempfile.TemporaryDirectory() as folder:
        log_split(experiment, pathlib.Path(folder), parts, aliases, tags)
        experiment.end()


# --- the models --------------------------------------------------------------------------------------------------------------


def read_split(experiment, version: str) -> dict[str, list[int]]:
    """Takes the artifact, which makes it an input of the run."""
    with tempfile.TemporaryDirectory() as folder:
        experiment.get_artifact(f"{WORKSPACE}/{ARTIFACT}:{version}").download(folder)
        return {path.stem: [int(row["image"]) for row in csv.DictReader(path.open(encoding="utf-8"))] for path in pathlib.Path(folder).glob("*.csv")}


def save(model, run: Run, accuracy: float, folder: pathlib.Path) -> None:
    """The weights as arrays and what a reader has to know to use them: nothing that runs code when it is loaded."""
    import numpy as np

    arrays = {f"{kind}{i}": array.astype(np.float32) for kind, list_ in (("weights", model.coefs_), ("bias", model.intercepts_)) for i, array in enumerate(list_)}
    np.savez_compressed(folder / "weights.npz", **arrays)
    about = {"layers": [64, *model.hidden_layer_sizes, 10], "activation": run.parameters["activation"], "input": "8x8 pixels from 0 to 1, by rows",
             "classes": record_sample.CLASSES, "test_accuracy": round(accuracy, 4)}
    (folder / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def record_model(run: Run, data_version: str, version: str | None, comment: str, tags: list[str]) -> None:
    from sklearn.datasets import load_digits

    experiment = start(run)
    parts = read_split(experiment, data_version)
    experiment.log_parameters({**run.parameters, "data": f"{ARTIFACT}:{data_version}"})
    experiment.log_other("dataset", DATASET)
    images, labels = load_digits(return_X_y=True)
    images = images / 16.0
    train, test = parts["train"], parts["test"]
    model = record_sample.estimator(run)
    steps = -(-len(train) // run.parameters["batch_size"])
    for epoch in range(1, run.epochs + 1):
        model.partial_fit(images[train], labels[train], classes=record_sample.CLASSES)
        experiment.log_metrics({
            "loss": record_sample.losses(run, model, images[train], labels[train]),
            "val_loss": record_sample.losses(run, model, images[test], labels[test]),
            "val_accuracy": float(model.score(images[test], labels[test])),
        }, step=epoch * steps, epoch=epoch)
    with tempfile.TemporaryDirectory() as folder:
        save(model, run, float(model.score(images[test], labels[test])), pathlib.Path(folder))
        experiment.log_model("digits-mlp", folder, prepend_folder_name=False)
        experiment.register_model("digits-mlp", version=version, registry_name=MODEL, description="Tells which digit an image of 8x8 pixels shows", comment=comment, tags=tags)
        experiment.end()


def record() -> None:
    record_split("split-75-25", {"train": 0.75, "test": 0.25}, ["two-parts"], ["checked"], "the split of all runs in the other projects")
    record_split("split-60-20-20", {"train": 0.6, "validation": 0.2, "test": 0.2}, ["three-parts"], [], "a part for choosing, and one for the last word")
    record_model(mlp(PROJECT, "classifier-h16", layers=(16,), lr=0.003, epochs=15), "1.0.0", None, "the first that was good enough to try", ["baseline"])
    record_model(mlp(PROJECT, "classifier-h64", layers=(64,), lr=0.003, epochs=20, seed=3), "1.0.0", "1.1.0", "four times as wide", [])
    record_model(mlp(PROJECT, "classifier-three-parts", layers=(64,), lr=0.003, epochs=20, seed=3), "2.0.0", "2.0.0", "the same, tested on images that chose nothing", ["best"])
    promote()


def promote() -> None:
    """What a team does with its versions over time."""
    api = comet_ml.api.API(cache=False)
    model = api.get_model(WORKSPACE, MODEL)
    for version, status in (("1.0.0", "Development"), ("1.0.0", "Production"), ("1.1.0", "Staging"), ("1.0.0", "None"), ("1.1.0", "Production"), ("2.0.0", "Staging")):
        model.set_status(version, status)
    model.update_registry_model_metadata({"data": f"{ARTIFACT}:2.0.0", "reviewed_by": "nobody yet"}, version="2.0.0")
    api.update_registry_model_notes(WORKSPACE, MODEL, "Images have to be scaled to 0..1 first.")
    api.create_view(WORKSPACE, "digits", View(name="Validation accuracy", query_state=json.dumps({"tags": ["best"]}), v2={"panels": [{"chart": "line", "metrics": ["val_accuracy"]}]}))
    for run in api.get_experiments(WORKSPACE, PROJECT):
        record_sample.describe_machine(api, run.key)


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    warnings.filterwarnings("ignore", module="sklearn")
    print("the registry", file=sys.stderr)
    record()


if __name__ == "__main__":
    main()
