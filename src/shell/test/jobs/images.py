import json
import pathlib

from comet_ml.api import API

run = API().get("lab/images/pictures")
index = {}
for asset in run.get_asset_list("image"):
    content = run.get_asset(asset["assetId"])
    ending = ".svg" if content.startswith(b"<svg") else ".png"
    path = pathlib.Path("images", asset["fileName"].removesuffix(ending) + ending)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    index[path.as_posix()] = json.loads(asset["metadata"])
with open("images.json", "w") as file:
    json.dump(index, file)
