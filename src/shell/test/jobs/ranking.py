import csv

from comet_ml.api import API

columns = ["batch_size", "lr", "optimizer"]
rows = []
for run in API().get_experiments("lab", "zoo"):
    metric = run.get_metrics_summary("accuracy")
    if metric:
        parameters = {s["name"]: s["valueCurrent"] for s in run.get_parameters_summary()}
        rows.append([run.name, *[parameters[column] for column in columns], metric["valueCurrent"]])
rows.sort(key=lambda row: float(row[-1]), reverse=True)
with open("ranking.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["experiment_name", *["params." + column for column in columns], "metrics.accuracy"])
    writer.writerows(rows)
