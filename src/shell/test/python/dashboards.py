"""Saves views of a project and of an experiment with the official SDK, shares a project, and asks what a panel asks.

    python dashboards.py

Prints as JSON what each call gave, and what the SDK complained about. Server and key come from COMET_URL_OVERRIDE and COMET_API_KEY.
"""

import dataclasses
import json
import os
import sys

import comet_ml
from comet_ml.api import APIExperiment
from comet_ml.api_objects.view import View
from comet_test_log import Complaints

WORKSPACE = "lab"
PROJECT = "dashboards"


def shown(views) -> list[dict]:
    return [{name: value for name, value in dataclasses.asdict(view).items() if name not in ("template_id", "last_update")} for view in views]


def views(api, experiment) -> dict:
    api.create_view(WORKSPACE, PROJECT, View(name="Losses", query_state='{"rules": []}', chart_state="[]", v2={"panels": [{"metric": "loss"}]}))
    made = experiment.create_view(View(name="This run", table_state="{}"))
    return {
        "of the project": shown(api.get_views(WORKSPACE, PROJECT)),
        "of the experiment": shown(experiment.get_views()),
        "of another": shown(APIExperiment(workspace=WORKSPACE, project_name=PROJECT).get_views()),
        "made": shown([made]),
        "with the workspace's": [view.name for view in api.get_views(WORKSPACE, "elsewhere", include_workspace_views=True)],
    }


def shares(api) -> dict:
    project = api.get_project(WORKSPACE, PROJECT)["projectId"]
    code = api.create_project_share_key(project)
    kept = api.create_project_share_key(project)
    both = api.get_project_share_keys(project)
    api.delete_project_share_key(project, code)
    return {"both": sorted(both) == sorted([code, kept]), "left": api.get_project_share_keys(project) == [kept]}


def panel(api) -> dict:
    os.environ.update(COMET_WORKSPACE=WORKSPACE, COMET_PROJECT_NAME=PROJECT)
    inside = comet_ml.api.API(cache=False)
    return {
        "workspace": inside.get_panel_workspace(),
        "project": inside.get_panel_project_name(),
        "id is the project's": inside.get_panel_project_id() == api.get_project(WORKSPACE, PROJECT)["projectId"],
        "metrics": inside.get_panel_metrics_names(),
        "keys": sorted(inside.get_panel_experiment_keys()) == sorted(e.key for e in api.get_experiments(WORKSPACE, PROJECT)),
        "experiments": len(inside.get_panel_experiments()),
        "options": inside.get_panel_options(),
        "size": list(inside.get_panel_size()),
    }


def main() -> None:
    complaints = Complaints.of_the_sdk()
    api = comet_ml.api.API(cache=False)
    experiment = APIExperiment(workspace=WORKSPACE, project_name=PROJECT, experiment_name="one")
    experiment.log_metrics({"loss": 0.5, "accuracy": 0.75}, step=1)
    api.create_project(WORKSPACE, "elsewhere")
    result = {"key": experiment.key, "views": views(api, experiment), "shares": shares(api), "panel": panel(api), "complaints": complaints.lines}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
