import json
from datetime import datetime

from comet_ml.api import API
from comet_ml.query import Metadata

metrics = ["loss", "accuracy", "f1", "lr", "grad_norm"]
api = API()
start = Metadata("start_server_timestamp")
runs = api.query("lab", "dated", (start >= datetime(2024, 3, 1)) & (start < datetime(2024, 4, 1)))
charts = api.get_metrics_for_chart([run.key for run in runs], metrics)
result = []
for metric in metrics:
    values = [v for chart in charts.values() for m in chart["metrics"] if m["metricName"] == metric for v in m["values"]]
    result.append({"metric": metric, "average": sum(values) / len(values), "maximum": max(values)})
with open("range.json", "w") as file:
    json.dump(result, file)
