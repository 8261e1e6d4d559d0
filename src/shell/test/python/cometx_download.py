"""Logs a run that has everything, downloads it with cometx, and prints what the server answers about it.

    COMET_URL_OVERRIDE=… COMET_API_KEY=… python cometx_download.py FOLDER

This made src/shell/test/resources/cometx-download, with cometx 3.6.11, comet_ml 3.58.8 and "cometsh server". FOLDER/download is what
cometx wrote, FOLDER/reads.json is what was printed. The interpreter needs both packages.
"""

import base64
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
import wave
from pathlib import Path

import comet_ml

READS = ["metadata", "metrics/summary", "parameters", "log-other", "tags", "html", "graph", "output", "system-details",
         "git/metadata", "code", "metrics/get-metric?metricName=loss", "metrics/get-metric?metricName=train_acc",
         "metrics/get-metric?metricName=odd", "asset/list"]


def log(folder):
    (folder / "a.txt").write_text("asset body")
    experiment = comet_ml.start(
        workspace="acme", project_name="vision", experiment_config=comet_ml.ExperimentConfig(
            auto_output_logging=False, log_env_gpu=False, log_env_cpu=False, log_env_network=False, log_env_disk=False,
            log_env_details=False, log_code=False, log_git_metadata=False, log_git_patch=False, parse_args=False))
    experiment.set_filename("train.py")
    experiment.set_name("first run")
    experiment.add_tags(["best", "b c"])
    experiment.log_parameters({"lr": 0.1, "opt": "adam", "nested": {"x": 1}})
    experiment.log_parameter("lr", 0.01)
    for step in range(12):
        experiment.log_metric("loss", 1.0 / (step + 1), step=step, epoch=step // 10)
    experiment.log_metric("odd", float("nan"), step=1)
    experiment.log_metric("odd", 3, step=2)
    with experiment.train():
        experiment.log_metric("acc", 0.5, step=3)
        experiment.log_parameter("depth", 4)
    experiment.log_other("note", "hello")
    experiment.log_other("count", 1)
    experiment.log_other("count", 3)
    experiment.log_other("count", 2)
    experiment.log_asset(str(folder / "a.txt"), "sub/a.txt", step=2, metadata={"m": 1})
    experiment.log_asset_data("other body", "sub/a.txt")
    experiment.log_asset_data("", "empty.txt")
    experiment.log_asset_data({"x": 1}, "a: b.json")
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    (folder / "dot.png").write_bytes(base64.b64decode(png))
    experiment.log_image(str(folder / "dot.png"), name="dot.png", step=2)
    with wave.open(str(folder / "beep.wav"), "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(80))
    experiment.log_audio(str(folder / "beep.wav"), file_name="beep.wav", step=5)
    experiment.log_html("<b>hi</b>")
    experiment.set_model_graph("graph")
    experiment.log_remote_asset("s3://bucket/x", "remote-x")
    experiment.log_model("m", str(folder / "a.txt"))
    experiment.set_code("print('the code')\n", overwrite=True)
    key = experiment.get_key()
    experiment.end()
    api = comet_ml.API()
    run = api.get_experiment_by_key(key)
    run.log_output("one line\nanother line\n")
    run.set_git_metadata(user="ann", root="c0ffee", branch="refs/heads/main", parent="beef", origin="https://example.org/x.git")
    api._client.post_from_endpoint("write/experiment/system-details", {
        "experimentKey": key, "osType": "Linux", "user": "ann", "pid": 7, "command": ["train.py", "--fast"],
        "env": {"HOME": "/home/ann"}, "installedPackages": ["a==1", "b==2"],
        "logAdditionalSystemInfoList": [{"key": "k", "value": "v"}]})
    api._client.post_from_endpoint("write/project/update", {
        "workspaceName": "acme", "projectName": "vision", "newProjectDescription": "all that there is"})
    api.set_project_notes("acme", "vision", "# Notes\nof a project")
    return key


def read(path):
    address = os.environ["COMET_URL_OVERRIDE"].replace("clientlib/", "") + "api/rest/v2/" + path
    request = urllib.request.Request(address, headers={"Authorization": os.environ["COMET_API_KEY"]})
    with urllib.request.urlopen(request) as reply:
        return reply.read()


def main():
    folder = Path(sys.argv[1]).absolute()
    work = folder / "work"
    work.mkdir(parents=True)
    key = log(work)
    # cometx loses the installed packages when it happens to read the system details first: its order is that of a Python set.
    subprocess.run([Path(sys.executable).with_name("cometx"), "download", "acme", "--output", folder / "download"], check=True,
                   stdout=sys.stderr, env={**os.environ, "PYTHONHASHSEED": "4"})
    reads = {name: json.loads(read(f"experiment/{name}{'&' if '?' in name else '?'}experimentKey={key}")) for name in READS}
    for asset in reads["asset/list"]["assets"]:
        if not asset["remote"]:
            parameters = urllib.parse.urlencode({"experimentKey": key, "assetId": asset["assetId"]})
            reads["bytes of " + asset["assetId"]] = base64.b64encode(read("experiment/asset/get-asset?" + parameters)).decode()
    for name in ["project?workspaceName=acme&projectName=vision", "project/notes?workspaceName=acme&projectName=vision"]:
        reads[name] = json.loads(read(name))
    (folder / "reads.json").write_text(json.dumps(reads, indent=1, sort_keys=True))
    print(json.dumps(reads))


main()
