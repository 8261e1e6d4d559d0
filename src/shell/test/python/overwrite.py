"""Logs checkpoints and metrics as a training script does, and reads back what stayed."""
import json
import logging
import os

import comet_ml

logging.getLogger("comet_ml").setLevel(logging.WARNING)

experiment = comet_ml.start(
    workspace="lab",
    project_name="overwrite",
    experiment_config=comet_ml.ExperimentConfig(
        disabled=False, log_code=True, auto_output_logging=False, log_graph=False, log_env_details=False
    ),
)
key = experiment.get_key()
for epoch in range(5):
    for name in ("last.ckpt", "best.ckpt"):
        with open(name, "w") as file:
            file.write("%s of epoch %d" % (name, epoch))
    experiment.log_asset("last.ckpt", overwrite=True, step=epoch)
    experiment.log_asset("best.ckpt", file_name="epochs.ckpt")
    experiment.log_model("net", "last.ckpt", overwrite=True)
    # Frameworks log parts of an epoch.
    experiment.log_metric("loss", 1.0 / (1 + epoch), step=epoch, epoch=epoch + 0.5)
    experiment.flush()
experiment.end()

api = comet_ml.API(cache=False)
stored = api.get_experiment_by_key(key)
assets = [asset for asset in stored.get_asset_list() if asset["fileName"].endswith(".ckpt")]
print(
    json.dumps(
        {
            "files": sorted((asset["type"], asset["fileName"]) for asset in assets),
            "last": [
                stored.get_asset(asset["assetId"], return_type="text")
                for asset in assets
                if asset["fileName"] == "last.ckpt" and asset["type"] == "asset"
            ],
            "epochs": [point["epoch"] for point in stored.get_metrics("loss")],
            "code": stored.get_code(),
        }
    )
)
