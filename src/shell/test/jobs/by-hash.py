import sys

from comet_ml.api import API
from comet_ml.query import Parameter

api = API()
runs = api.query(workspace="lab", project_name="hashes", query=Parameter("config_hash") == "12e45")
for run in runs:
    print(run.key, run.name, run.get_parameters_summary("config_hash")["valueCurrent"])
if "--yes" in sys.argv:
    api.delete_experiments([run.key for run in runs])
