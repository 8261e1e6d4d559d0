import pathlib

from comet_ml.api import API

run = API().get("lab/models/trained")
weights = [asset for asset in run.get_model_asset_list("detector-10") if asset["fileName"].endswith("best.pt")]
pathlib.Path("weights").mkdir()
pathlib.Path("weights/best.pt").write_bytes(run.get_asset(weights[0]["assetId"]))
