import pandas as pd
from comet_ml.api import API

rows = []
for run in API().get_experiments("lab", "seeds"):
    optimizer = run.get_parameters_summary("optimizer")["valueCurrent"]
    value = run.get_metrics_summary("val_accuracy")["valueCurrent"]
    rows.append([optimizer, float(value)])
bars = pd.DataFrame(rows, columns=["optimizer", "value"]).groupby("optimizer", sort=False)["value"]
for optimizer, values in bars:
    print(f"{optimizer} {values.mean():.4g} ± {values.std():.4g} (n {len(values)})")
