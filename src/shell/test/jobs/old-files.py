import json
import sys

from comet_ml.api import API

before = int(sys.argv[1])
plan = []
for run in API().get_experiments("lab", "files"):
    for asset in run.get_asset_list():
        if asset["createdAt"] < before and asset["fileSize"] > 1000:
            plan.append({"run": run.name, "file": asset["fileName"], "bytes": asset["fileSize"]})
            if "--yes" in sys.argv:
                run.delete_asset(asset["assetId"])
with open("plan.json", "w") as file:
    json.dump(plan, file)
