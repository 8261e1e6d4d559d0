from datetime import datetime, timezone

from comet_ml.api import API

api = API()
if "attic" not in api.get_projects("lab"):
    api.create_project("lab", "attic")
newest = datetime(2024, 1, 1, tzinfo=timezone.utc).timestamp() * 1000
old = [run.key for run in api.get_experiments("lab", "live") if run.start_server_timestamp < newest]
api.move_experiments(old, "lab", "attic")
print(len(old))
