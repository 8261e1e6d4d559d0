"""Works with the model registry as a team does: logs models, registers versions, promotes, tags, downloads and removes them, with the official SDK.

    python registry.py

Prints as JSON what each call gave, and what the SDK complained about. Server and key come from COMET_URL_OVERRIDE and COMET_API_KEY; files go to the working folder.
"""

import json
import pathlib
import sys
import zipfile

import comet_ml
import sdk_steps
from comet_ml.api_objects.model.status_configuration import ModelStatusConfiguration, StatusConfigurationItem
from comet_ml.model_downloader import downloader
from comet_test_log import Complaints, expect_deprecations
from sdk_steps import attempt, files, write

WORKSPACE = "lab"
PROJECT = "birds"
NAME = "bird-detector"


def start(name: str):
    return sdk_steps.start(WORKSPACE, PROJECT, name)


def log_and_register() -> tuple[str, str]:
    """The first version is registered afterwards and with everything, the second one by the run itself and with nothing."""
    write("first/model.json", '{"layers": 3}')
    write("first/sub/wëights.csv", "1,2\n3,4\n")
    first = start("first")
    first.log_model("detector", "first", metadata={"framework": "none"})
    first.log_remote_model("on the side", "https://example.com/model.bin", sync_mode=False)
    first.end()
    comet_ml.api.API(cache=False).get_experiment_by_key(first.get_key()).register_model(
        "detector", version="1.0.0", registry_name="Bird Detector!", description="finds birds", comment="the first one", tags=["first", "best"],
        status="Staging", public=True, metadata={"framework": "none", "size": {"w": 3}},
        status_configuration={"status": "Staging", "status_configuration_items": [{"key": "region", "value": "eu"}], "comment": "go"})
    write("second/model.json", '{"layers": 4}')
    second = start("second")
    second.log_model("detector", "second")
    second.register_model("detector", registry_name=NAME)
    second.end()
    return first.get_key(), second.get_key()


def read(api) -> dict:
    model = api.get_model(WORKSPACE, NAME)
    return {
        "names": api.get_registry_model_names(WORKSPACE),
        "count": api.get_registry_model_count(WORKSPACE),
        "details": api.get_registry_model_details(WORKSPACE, NAME),
        "version": api.get_registry_model_details(WORKSPACE, NAME, "1.0.0"),
        "versions": api.get_registry_model_versions(WORKSPACE, NAME),
        "latest": api.get_latest_registry_model_version_details(WORKSPACE, NAME),
        "latest of major 1": api.get_latest_registry_model_version_details(WORKSPACE, NAME, version_major=1)["versions"][0]["version"],
        "allowed": api.model_registry_allowed_status_values(WORKSPACE),
        "assets": api.get_model_registry_version_assets(WORKSPACE, NAME, version="1.0.0")["assets"],
        "by stage": api.get_model_registry_version_assets(WORKSPACE, NAME, stage="best")["version"],
        "found": [model.find_versions(), model.find_versions("1"), model.find_versions(status="Staging"), model.find_versions(tag="best"), model.find_versions("3")],
        "status": [model.status("1.0.0"), model.status("2.0.0")],
        "tags": [model.tags("1.0.0"), model.tags("2.0.0")],
        "item": model.get_details("1.0.0"),
        "metadata": model.get_registry_model_metadata("1.0.0"),
        "configuration": vars_of(model.get_registry_model_status_configuration("1.0.0")),
        "no configuration": model.get_registry_model_status_configuration("2.0.0"),
    }


def vars_of(configuration) -> dict:
    return {**configuration.to_payload_dict(), "item": configuration.model_item_id}


def refused(api, key: str) -> dict:
    experiment = api.get_experiment_by_key(key)
    model = api.get_model(WORKSPACE, NAME)
    return {
        "version string": attempt(experiment.register_model, "detector", version="one", registry_name=NAME),
        "version again": attempt(experiment.register_model, "detector", version="1.0.0", registry_name=NAME),
        "no such logged model": attempt(experiment.register_model, "nothing", registry_name=NAME),
        "no such model": attempt(api.get_model, WORKSPACE, "nope"),
        "no such version": attempt(model.get_details, "9.9.9"),
        "no such status": attempt(model.set_status, "1.0.0", "Perfect"),
        "no such workspace": attempt(api.get_registry_model_names, "nowhere"),
    }


def change(api) -> dict:
    """Everything that can be changed, each with the other call's way to read it."""
    model = api.get_model(WORKSPACE, NAME)
    model.set_status("2.0.0", "Production")
    model.add_tag("2.0.0", "shipped")
    model.add_tag("2.0.0", "soon gone")
    model.delete_tag("2.0.0", "soon gone")
    api.add_registry_model_version_stage(WORKSPACE, NAME, "2.0.0", "eu")
    model.update_registry_model_metadata({"size": {"w": 4}, "added": [1, "two", None]}, version="1.0.0")
    model.update_registry_model_status_configuration(
        ModelStatusConfiguration("QA", True, [StatusConfigurationItem("region", "us")], comment="please look"), version="1.0.0")
    api.update_registry_model_version(WORKSPACE, NAME, "1.0.0", comment="changed", stages=["old"])
    api.update_registry_model_notes(WORKSPACE, NAME, "careful with snow")
    api.update_registry_model(WORKSPACE, NAME, description="finds all birds", public=False)
    return {
        "status": [model.status("1.0.0"), model.status("2.0.0")],
        "tags": [model.tags("1.0.0"), model.tags("2.0.0")],
        "metadata": model.get_registry_model_metadata("1.0.0"),
        "configuration": vars_of(model.get_registry_model_status_configuration("1.0.0")),
        "details": api.get_registry_model_details(WORKSPACE, NAME),
        "notes": api.get_registry_model_notes(WORKSPACE, NAME),
        "history": model.get_version_history("2.0.0"),
        "history of the first": model.get_version_history("1.0.0"),
    }


def download(api, first: str) -> dict:
    api.get_model(WORKSPACE, NAME).download("1.0.0", output_folder="by-model")
    api.download_registry_model(WORKSPACE, NAME, "1.0.0", output_path="by-api", expand=True)
    pathlib.Path("zipped").mkdir()
    api.download_registry_model(WORKSPACE, NAME, output_path="zipped", expand=False)
    api.download_registry_model(WORKSPACE, NAME, stage="shipped", output_path="by-stage", expand=True)
    experiment = api.get_experiment_by_key(first)
    experiment.download_model("detector", "by-experiment", expand=True)
    downloader.download(f"registry://{WORKSPACE}/{NAME}:1.0.0", "by-uri")
    downloader.download(f"experiment://{first}/detector", "by-experiment-uri")
    [archive] = pathlib.Path("zipped").iterdir()
    return {
        **{folder: files(folder) for folder in ("by-model", "by-api", "by-stage", "by-experiment", "by-uri", "by-experiment-uri")},
        "zip": archive.name,
        "in the zip": zipfile.ZipFile(archive).namelist(),
    }


def of_the_experiment(api, first: str) -> dict:
    experiment = api.get_experiment_by_key(first)
    return {
        "names": sorted(experiment.get_model_names()),
        "assets": experiment.get_model_asset_list("detector"),
        "remote": experiment.get_model_asset_list("on the side"),
        "unknown": experiment.get_model_asset_list("nope"),
    }


def remove(api, first: str) -> dict:
    """The first version outlives its experiment; then everything goes."""
    api.delete_experiment(first)
    api.get_model(WORKSPACE, NAME).download("1.0.0", output_folder="after-deletion")
    api.delete_registry_model_version(WORKSPACE, NAME, "1.0.0")
    left = api.get_registry_model_versions(WORKSPACE, NAME)
    api.update_registry_model(WORKSPACE, NAME, new_name="Finder of birds")
    renamed = api.get_registry_model_names(WORKSPACE)
    api.delete_registry_model(WORKSPACE, "finder-of-birds")
    return {"files": files("after-deletion"), "left": left, "renamed": renamed, "names": api.get_registry_model_names(WORKSPACE)}


def main() -> None:
    complaints = Complaints.of_the_sdk()
    expect_deprecations()
    first, second = log_and_register()
    api = comet_ml.api.API(cache=False)
    result = {"first": first, "second": second, "read": read(api), "experiment": of_the_experiment(api, first)}
    result["changed"] = change(api)
    result["downloaded"] = download(api, first)
    result["complaints"] = complaints.lines.copy()
    result["refused"] = refused(api, second)
    result["removed"] = remove(api, first)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
