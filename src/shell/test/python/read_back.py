"""Reads back through the official SDK's `API` everything that a workspace holds, asks every query of a file both ways, and prints it as JSON.

    python read_back.py WORKSPACE QUERIES_FILE PROJECT

A query is one line; blank lines and lines that start with # are skipped.
"""

import datetime as datetimes
import json
import sys

from comet_ml.api import API
from comet_ml.query import Environment, Metadata, Metric, Other, Parameter, Tag
from comet_test_log import Complaints

NAMES = {"Environment": Environment, "Metadata": Metadata, "Metric": Metric, "Other": Other, "Parameter": Parameter, "Tag": Tag,
         "datetime": datetimes.datetime}


def experiment(e) -> dict:
    return {
        "metadata": e.get_metadata(),
        "state": e.get_state(),
        "name": e.get_name(),
        "parameters": e.get_parameters_summary(),
        "metrics": e.get_metrics(),
        "metric": {s["name"]: e.get_metrics(s["name"]) for s in e.get_metrics_summary()},
        "summaries": e.get_metrics_summary(),
        "others": e.get_others_summary(),
        "tags": e.get_tags(),
    }


def variable(v) -> list[str]:
    inner = getattr(v, "lhs", v)  # a tag comes as a finished expression
    return [type(v).__name__, inner.name, inner.qtype]


def ask(function, text: str):
    """Hits as keys. The expression is made again for each call: the SDK's variables remember the type of their first use."""
    try:
        return [hit.id for hit in function(eval(text, dict(NAMES)))]
    except Exception as e:  # what Python refuses is part of the comparison
        return {"refused": f"{type(e).__name__}: {e}"}


def main() -> None:
    workspace, queries, queried = sys.argv[1:]
    complaints = Complaints.of_the_sdk()
    api = API(cache=False)
    projects = {}
    experiments = {}
    for project in api.get_projects(workspace):
        live, archived = api.get_experiments(workspace, project), api.get_archived_experiments(workspace, project)
        projects[project] = {
            "project": api.get_project(workspace, project),
            "live": [e.id for e in live],
            "archived": [e.id for e in archived],
            "columns": [variable(v) for v in api.get_query_variables(workspace, project)],
        }
        for e in live + archived:
            experiments[e.id] = experiment(e)
    with open(queries, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    answers = [{
        "expression": line,
        "query": ask(lambda q: api.query(workspace, queried, q), line),
        "search": ask(lambda q: api.search(workspace, queried, q), line),
        "archived": ask(lambda q: api.search(workspace, queried, q, archived=True), line),
    } for line in lines]
    json.dump({"workspaces": api.get_workspaces(), "projects": projects, "experiments": experiments, "queries": answers, "complaints": complaints.lines}, sys.stdout)


if __name__ == "__main__":
    main()
