"""Fills a server with the runs, files and models that the jobs beside this file work on, with the official SDK.

Prints as JSON the time (epoch milliseconds) between the old and the new files.
"""

import base64
import io
import json
import pathlib
import time
import zipfile

import comet_ml
from comet_ml.api import API, APIExperiment

WORKSPACE = "lab"
DAY = 86_400_000
MARCH = 1_709_251_200_000  # 2024-03-01 UTC
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

api = API(cache=False)


def run(project, name, start=MARCH, parameters=None, curves=None, tags=(), workspace=WORKSPACE):
    """A run whose curves are lists of values by epoch, ten steps an epoch."""
    experiment = APIExperiment(api=api, workspace=workspace, project_name=project, experiment_name=name)
    for parameter, value in (parameters or {}).items():
        experiment.log_parameter(parameter, value)
    for metric, values in (curves or {}).items():
        for epoch, value in enumerate(values, 1):
            experiment.log_metric(metric, value, step=10 * epoch, epoch=epoch, timestamp=start + 1000 * epoch)
    if tags:
        experiment.add_tags(list(tags))
    experiment.set_start_time(start)
    experiment.set_end_time(start + 60_000)
    return experiment


def file(path, content):
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(path).write_bytes(content)
    return path


def zoo():
    rows = [("mlp", 0, 0.1, 32, "adam", [0.5, 0.625]), ("vit", 1, 0.01, 64, "adam", [0.25, 0.5, 0.875]), ("mlp", 9, 0.001, 8, "sgd", [0.5, 0.75]),
            ("resnet", 3, 1e-05, 128, "sgd", [0.125]), ("vit", 2, 0.5, 16, "adam", [0.5, 0.0]), ("convnext", 5, 0.02, 32, "rmsprop", [0.75, 0.8125, 0.9375])]
    for name, day, lr, batch, optimizer, accuracy in rows:
        curves = {"accuracy": accuracy, "loss": [round(1.1 - value, 4) for value in accuracy]}
        if name != "resnet":
            curves["f1"] = [value / 2 for value in accuracy]
        if name == "mlp":
            curves["auc"] = [value / 3 for value in accuracy]
        run("zoo", name, MARCH + day * DAY, {"lr": lr, "batch_size": batch, "optimizer": optimizer}, curves)
    run("zoo", "failed early", MARCH, {"lr": 0.1, "batch_size": 32, "optimizer": "adam"})


def hashes():
    for name, value in [("first", "12e45"), ("second", "9f86d081"), ("third", "12e45"), ("fourth", "120000")]:
        run("hashes", name, parameters={"config_hash": value})


def folds():
    for dataset in ("iris", "wine"):
        for model in ("svm", "ridge"):
            for degree in (1, 2, 10):
                for fold in (1, 2):
                    score = 0.5 + degree % 4 / 16 + fold / 32 + (dataset == "wine" and model == "svm" and degree == 10) / 8
                    run("folds", f"{dataset}-{model}-{degree}-{fold}", parameters={"dataset": dataset, "model": model, "degree": degree, "fold": fold},
                        curves={"score": [score]})


def dated():
    for name, day in [("january", -50), ("february", -2), ("march", 3), ("late march", 30), ("april", 31)]:
        run("dated", name, MARCH + day * DAY, curves={metric: [0.5 * k + day, 0.25 * k] for k, metric in
                                                      enumerate(["loss", "accuracy", "f1", "lr", "grad_norm"], 1)})
    for name, day in [("old one", -400), ("old two", -300), ("young", 3)]:
        run("live", name, MARCH + day * DAY)


def long_curves():
    """The service keeps every point of long metrics in files of this form."""
    for name, points in [("fold-1", 20_000), ("fold-2", 50), ("fold-x", 10), ("trial-fold-3", 10)]:
        experiment = run("long", name)
        # With few digits: pandas' parser is not exact for sixteen.
        lines = [f"{round(1000 / (i + 1), 4)},{MARCH // 1000 + i},{i},{i // 100}" for i in range(points)]
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("loss.csv", "value,timestamp,step,epoch\n" + "\n".join(lines) + "\n")
        experiment.log_asset(file("loss_0.csv.zip", packed.getvalue()), name="loss_0.csv.zip", ftype="ASSET_TYPE_FULL_METRIC")


def tokens():
    experiment = run("tokens", "pretraining")
    for i in range(1, 8):
        at = MARCH + 60_000 * i
        experiment.log_metric("loss", 8 / i, step=100 * i, timestamp=at)
        if i % 2:
            experiment.log_metric("tokens", 1_000_000 * i, step=100 * i, epoch=i // 4, timestamp=at)


def seeds():
    for optimizer, shift in [("adam", 0.0), ("sgd", 0.125)]:
        for seed in (1, 2, 3):
            accuracy = [0.25 + shift + seed / 16, 0.5 + shift + seed / 32, 0.375 + shift]
            run("seeds", f"{optimizer}-{seed}", parameters={"optimizer": optimizer, "seed": seed}, tags=["seeds"],
                curves={"accuracy": [value + 0.0625 for value in accuracy], "val_accuracy": accuracy[:3 if seed < 3 else 2]})
    run("seeds", "trial", parameters={"optimizer": "adam", "seed": 0}, curves={"val_accuracy": [0.9]})


def files():
    for name in ("first", "second"):
        experiment = run("files", name)
        for asset, size in [("checkpoint.bin", 5000), ("notes.txt", 20)]:
            experiment.log_asset(file(f"{name}/{asset}", bytes(size)), name=asset)
    between = int(time.time() * 1000) + 1
    while time.time() * 1000 <= between + 1:
        pass
    experiment.log_asset(file("late/checkpoint-2.bin", bytes(6000)), name="checkpoint-2.bin")
    return between


def sites():
    for site, days in [("north", [1, 5]), ("west", [2])]:
        for day in days:
            experiment = run(site, f"{site} {day}", MARCH + day * DAY, curves={"loss": [1 / day, 0.5 / day], "rows": [100 * day]}, workspace="sites")
            experiment.log_asset(file(f"{site}/train.csv", f"site,day\n{site},{day}\n".encode()), name="train.csv")
    api.create_project("sites", "east")


def models():
    experiment = comet_ml.start(workspace=WORKSPACE, project_name="models", experiment_config=comet_ml.ExperimentConfig(
        name="trained", display_summary_level=0, log_env_details=False))
    for number in (9, 10, 11):
        file(f"detector-{number}/config.json", json.dumps({"layers": number}).encode())
        file(f"detector-{number}/weights/best.pt", bytes([number]) * 100)
        file(f"detector-{number}/weights/last.pt", bytes([number + 1]) * 100)
        experiment.log_model(f"detector-{number}", f"detector-{number}")
    experiment.end()
    logged = API(cache=False).get_experiment_by_key(experiment.get_key())
    for number, status in [(9, "Production"), (10, "Production"), (11, "Development")]:
        logged.register_model(f"detector-{number}", version=f"1.{number}.0", registry_name="detector", status=status)


def names():
    run("names", "run (1) [a+b]*", tags=["v1.0", "best"])
    run("names", "run 1 ab", tags=["v1.0"])
    run("names", "what?", tags=["best"])


def labels():
    for name, accuracy, tags in [("a", 0.9, ["candidate", "new"]), ("b", 0.95, ["candidate"]), ("c", 0.2, ["candidate"]), ("d", 0.99, ["promoted"])]:
        run("labels", name, curves={"accuracy": [accuracy]}, tags=tags)
    for name in ("one", "two", "three"):
        run("linked", name)


def images():
    experiment = run("images", "pictures")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'
    for name, content, step in [("val/epoch 1/sample.png", PIXEL, 1), ("val/epoch 2/sample.png", PIXEL + b"\0", 2), ("confusion", drawing, 2), ("logo.png", PIXEL, None)]:
        experiment.log_image(file("picture" + (".svg" if content == drawing else ".png"), content), image_name=name, step=step, metadata=json.dumps({"source": name, "n": step}))
    experiment.log_asset(file("notes.txt", b"no image"), name="notes.txt")


def main():
    zoo()
    hashes()
    folds()
    dated()
    long_curves()
    tokens()
    seeds()
    between = files()
    sites()
    models()
    names()
    labels()
    images()
    print(json.dumps({"between": between}))


if __name__ == "__main__":
    main()
