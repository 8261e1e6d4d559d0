import pandas as pd
from comet_ml.api import API

frames = []
for run in API().get_experiments("lab", "long", pattern=r"fold-\d+"):
    df = run.get_metric_total_df("loss")
    df.insert(0, "run", run.name)
    frames.append(df[["run", "step", "epoch", "value"]])
df = pd.concat(frames)
print(len(df), df.step.max())
df.to_csv("points.csv", index=False, lineterminator="\r\n")
