import sys

from comet_ml.api import API
from comet_ml.query import Metric, Tag

runs = API().query("lab", "labels", (Metric("accuracy") > 0.8) & Tag("candidate"))
for run in runs:
    print(run.name)
    if "--yes" in sys.argv:
        run.delete_tags(["candidate"])
        run.add_tag("promoted")
