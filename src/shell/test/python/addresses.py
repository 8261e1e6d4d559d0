"""Every address that the SDK prints or returns for people, as a list. What it would open in a browser is caught."""

import json
import sys
import webbrowser

import comet_ml

opened = []
webbrowser.open = lambda url, **_: opened.append(url) or True

run = comet_ml.start(
    workspace="acme",
    project_name="a b",
    experiment_config=comet_ml.ExperimentConfig(
        auto_output_logging=False, log_env_details=False, log_code=False
    ),
)
run.log_metric("loss", 0.5, step=1)
asset = run.log_asset_data({"a": 1}, name="a.json")
artifact = comet_ml.Artifact("split", "dataset")
artifact.add(__file__)
run.log_artifact(artifact)
run.log_model("net", __file__)
run.display()
for tab in ("charts", "metrics", "parameters", "code", "output", "system-metrics", "notes", "artifacts", "images"):
    try:
        run.display(tab=tab)
    except Exception as error:
        sys.stderr.write("%s: %s\n" % (tab, error))
run.display_project()
run.display_project(view_id="new")
opened.append(asset["web"])
key = run.get_key()
run.end()

experiment = comet_ml.API().get_experiment_by_key(key)
experiment.register_model("net")
opened.append(experiment.url)
experiment.display()
experiment.archive()
archived = comet_ml.API().get_experiment_by_key(key)
opened.append(archived.url)
print(json.dumps(opened))
