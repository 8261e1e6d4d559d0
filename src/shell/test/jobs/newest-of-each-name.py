from comet_ml.api import API

names = ["vit", "mlp", "resnet", "convnext", "unet"]
metrics = ["accuracy", "loss", "f1", "auc"]
api = API()
runs = sorted(api.get_experiments("lab", "zoo"), key=lambda run: run.start_server_timestamp)
newest = {run.name: run for run in runs}
print("| name | " + " | ".join(metrics) + " |")
print("|---|" + "---|" * len(metrics))
for name in names:
    last = {}
    if name in newest:
        last = {s["name"]: s["valueCurrent"] for s in newest[name].get_metrics_summary()}
    print(f"| {name} | " + " | ".join(last.get(metric, "missing") for metric in metrics) + " |")
