import pandas as pd
from comet_ml.api import API
from comet_ml.query import Tag

rows = []
for run in API().query("lab", "seeds", Tag("seeds")):
    best = max(run.get_metrics("val_accuracy"), key=lambda point: float(point["metricValue"]))
    train = next(point for point in run.get_metrics("accuracy") if point["step"] == best["step"])
    print(run.name, best["step"], best["metricValue"], train["metricValue"])
    optimizer = run.get_parameters_summary("optimizer")["valueCurrent"]
    rows.append([optimizer, float(run.get_metrics_summary("val_accuracy")["valueMax"])])
df = pd.DataFrame(rows, columns=["params.optimizer", "metrics.val_accuracy.max"])
table = df.groupby("params.optimizer", sort=False)["metrics.val_accuracy.max"].agg(["mean", "std"])
table.add_prefix("metrics.val_accuracy.max.").to_csv("seeds.csv", lineterminator="\r\n")
