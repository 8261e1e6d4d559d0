import pandas as pd
from comet_ml.api import API

rows = []
for run in API().get_experiments("lab", "folds"):
    parameters = {"params." + s["name"]: s["valueCurrent"] for s in run.get_parameters_summary()}
    parameters["params.degree"] = int(parameters["params.degree"])
    rows.append({**parameters, "metrics.score": float(run.get_metrics_summary("score")["valueCurrent"])})
by = ["params.dataset", "params.model", "params.degree"]
scores = pd.DataFrame(rows).groupby(by, sort=False)["metrics.score"]
means = scores.agg(runs="size", mean="mean", std="std", n="count").reset_index()
means = means.rename(columns={name: "metrics.score." + name for name in ("mean", "std", "n")})
means.to_csv("means.csv", index=False, lineterminator="\r\n")
best = means.loc[means.groupby(by[:2], sort=False)["metrics.score.mean"].idxmax()]
best.to_csv("best.csv", index=False, lineterminator="\r\n")
