import json

from comet_ml.api import API

run = API().get("lab/tokens/pretraining")
tokens = {point["timestamp"]: point for point in run.get_metrics("tokens")}
rows = []
for point in run.get_metrics("loss"):
    if point["timestamp"] in tokens:
        seen = tokens[point["timestamp"]]
        at = {"step": point["step"], "epoch": seen["epoch"]}
        rows.append({"tokens": float(seen["metricValue"]), "loss": float(point["metricValue"]), "at": at})
with open("joined.json", "w") as file:
    json.dump(rows, file)
