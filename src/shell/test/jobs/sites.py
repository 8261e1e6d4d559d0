import pathlib

from comet_ml.api import API
from comet_ml.exceptions import NotFound

api = API()
skipped = []
for site in ("north", "south", "east", "west"):
    try:
        run = max(api.get_experiments("sites", site), key=lambda r: r.start_server_timestamp)
    except (NotFound, ValueError):
        skipped.append(site)
        continue
    print(site, *[f'{m["name"]}={m["valueCurrent"]}' for m in run.get_metrics_summary()])
    pathlib.Path(site).mkdir()
    pathlib.Path(site, "train.csv").write_bytes(run.get_assets_by_name("train.csv")[0])
print("skipped:", *skipped)
