"""Logs artifacts in versions with the official SDK, takes them in other runs and without one, changes their labels, and follows their lineage.

    python artifacts.py

Prints as JSON what each call gave, and what the SDK complained about. Server and key come from COMET_URL_OVERRIDE and COMET_API_KEY; files go to the working folder.
"""

import json
import sys

import comet_ml
import sdk_steps
from comet_test_log import Complaints
from sdk_steps import attempt, files, write

WORKSPACE = "lab"
PROJECT = "data"
NAME = "birds & bees%2F 100% größer"


def start(name: str):
    return sdk_steps.start(WORKSPACE, PROJECT, name)


def shown(artifact) -> dict:
    return {
        "name": artifact.name, "type": artifact.artifact_type, "version": str(artifact.version), "workspace": artifact.workspace, "aliases": sorted(artifact.aliases),
        "metadata": artifact.metadata, "version_tags": sorted(artifact.version_tags), "artifact_tags": sorted(artifact.artifact_tags), "size": artifact.size,
        "source": artifact.source_experiment_key,
    }


def log_first() -> str:
    """Local files with names of all kinds, a folder, and a remote one."""
    write("data.txt", "first")
    write("folder/größe/a b.csv", "1,2\n")
    run = start("producer")
    artifact = comet_ml.Artifact(NAME, "dataset", aliases=["prod", "latest"], metadata={"rows": 2, "split": {"train": 0.8}}, version_tags=["v"])
    artifact.add("data.txt", metadata={"head": True})
    artifact.add("folder", logical_path="dir")
    artifact.add_remote("https://example.com/raw%20data", logical_path="raw", metadata={"mirror": 1})
    run.log_artifact(artifact)
    run.end()
    return run.get_key()


def log_next(read_by: list[str]) -> str:
    """A run that takes the latest version and makes the next one from it, as a preparing step does."""
    run = start("preparing")
    taken = run.get_artifact(f"{WORKSPACE}/{NAME}:LATEST")
    local = taken.download("taken")
    read_by.append(str(taken.version))
    write("more.txt", "second")
    local.add("more.txt")
    local.aliases = ["prod"]
    local.version_tags = []
    run.log_artifact(local)
    run.end()
    return run.get_key()


def log_several_versions() -> str:
    """One run logs three versions, whose files are sent at the same time."""
    run = start("versions")
    write("small.txt", "x")
    for version in ("2.5.14", None):
        artifact = comet_ml.Artifact("numbers", "dataset", version=version, aliases=["Stable"])
        artifact.add("small.txt")
        run.log_artifact(artifact)
    artifact = comet_ml.Artifact("numbers", "dataset", version="2.6.0")
    artifact.add("small.txt")
    run.log_artifact(artifact)
    run.end()
    return run.get_key()


def refused(api) -> dict:
    run = start("refused")
    write("small.txt", "x")

    def log(name, kind, **more):
        artifact = comet_ml.Artifact(name, kind, **more)
        artifact.add("small.txt")
        return run.log_artifact(artifact)

    answers = {
        "version again": attempt(log, "numbers", "dataset", version="2.5.14"),
        "another type": attempt(log, "numbers", "model"),
        "no such artifact": attempt(api.get_artifact, WORKSPACE, "nope"),
        "no such version": attempt(api.get_artifact, WORKSPACE, "numbers", version="9.9.9"),
        "no such alias": attempt(run.get_artifact, f"{WORKSPACE}/numbers:nope"),
        "no such details": attempt(api.get_artifact_details, WORKSPACE, "nope"),
        "no such asset": attempt(api.get_artifact(WORKSPACE, "numbers").get_asset, "nope"),
    }
    run.end()
    return answers


def read(api) -> dict:
    artifact = api.get_artifact(WORKSPACE, NAME)
    result = {
        "list": api.get_artifact_list(WORKSPACE),
        "list of models": api.get_artifact_list(WORKSPACE, artifact_type="model"),
        "details": api.get_artifact_details(WORKSPACE, NAME),
        "files": api.get_artifact_files(WORKSPACE, NAME, version="1.0.0"),
        "files by alias": api.get_artifact_files(WORKSPACE, NAME, alias="PROD")["files"],
        "latest": shown(artifact),
        "first": shown(api.get_artifact(WORKSPACE, NAME, version="1.0.0")),
        "by alias": shown(api.get_artifact(WORKSPACE, NAME, alias="prod")),
        "assets": sorted((asset.logical_path, asset.size, asset.remote, asset.link, asset.metadata, asset.asset_type) for asset in artifact.assets),
        "remote": [asset.link for asset in artifact.remote_assets],
        "source": artifact.get_source_experiment().name,
        "numbers": [[v["version"], v["alias"], v["state"]] for v in api.get_artifact_details(WORKSPACE, "numbers")["versions"]],
        "stable": str(api.get_artifact(WORKSPACE, "numbers", alias="stable").version),
        "latest number": str(api.get_artifact(WORKSPACE, "numbers").version),
    }
    result["details by id"] = api.get_artifact_details(artifact_id=result["details"]["artifactId"]) == result["details"]
    api.get_artifact(WORKSPACE, NAME, version="1.0.0").download("first")
    artifact.download("latest")
    artifact.get_asset("dir/größe/a b.csv").download("one")
    result["downloaded"] = {folder: files(folder) for folder in ("taken", "first", "latest", "one")}
    return result


def change(api) -> dict:
    first = api.get_artifact(WORKSPACE, NAME, version="1.0.0")
    first.update_aliases(["prod", "old", "LATEST"])
    first.update_version_tags(["checked"])
    first.update_artifact_tags(["team", "eu"])
    return {"first": shown(api.get_artifact(WORKSPACE, NAME, version="1.0.0")), "latest": shown(api.get_artifact(WORKSPACE, NAME))}


def lineage(api, key: str) -> dict:
    experiment = api.get_experiment_by_key(key)
    named = {direction: experiment.get_artifact_lineage(direction) for direction in ("all", "input", "output")}
    return {direction: {side: [[a["artifactName"], a["artifactVersion"]] for a in found] for side, found in both.items()} for direction, both in named.items()}


def main() -> None:
    complaints = Complaints.of_the_sdk()
    took: list[str] = []
    first = log_first()
    second = log_next(took)
    third = log_several_versions()
    api = comet_ml.api.API(cache=False)
    result = {"first": first, "second": second, "third": third, "took": took, "read": read(api)}
    result["lineage"] = {"first": lineage(api, first), "second": lineage(api, second)}
    result["assets of the experiment"] = api.get_experiment_by_key(first).get_asset_list()
    result["changed"] = change(api)
    result["complaints"] = complaints.lines.copy()
    result["refused"] = refused(api)
    api.delete_experiment(second)
    api.get_artifact(WORKSPACE, NAME).download("after-deletion")
    result["after deletion"] = files("after-deletion")
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
