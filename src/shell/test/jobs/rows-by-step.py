import csv

from comet_ml.api import API

with open("steps.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["experiment_key", "step", "accuracy", "val_accuracy", "params.optimizer", "params.seed"])
    for run in API().get_experiments("lab", "seeds"):
        parameters = {s["name"]: s["valueCurrent"] for s in run.get_parameters_summary()}
        steps = {}
        for metric in ("accuracy", "val_accuracy"):
            for point in run.get_metrics(metric):
                steps.setdefault(point["step"], {})[metric] = point["metricValue"]
        for step, values in sorted(steps.items()):
            row = [run.key, step, values.get("accuracy"), values.get("val_accuracy")]
            writer.writerow([*row, parameters["optimizer"], parameters["seed"]])
