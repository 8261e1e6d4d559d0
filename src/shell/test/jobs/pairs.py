import csv

from comet_ml.api import API

with open("pairs.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["run", "epoch", "loss"])
    for run in API().get_experiments("lab", "zoo"):
        points = run.get_metrics("loss")
        if points:
            for point in (min(points, key=lambda p: p["epoch"]), max(points, key=lambda p: p["epoch"])):
                writer.writerow([run.name, point["epoch"], point["metricValue"]])
