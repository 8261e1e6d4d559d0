"""Makes an offline archive of everything that an archive can have, uploads it, and prints where it is."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import comet_ml

folder = Path.cwd()
(folder / "a.txt").write_text("asset body")
experiment = comet_ml.OfflineExperiment(
    workspace="acme", project_name="vision", offline_directory=str(folder / "archives"), auto_output_logging=False
)
experiment.set_name("first run")
experiment.add_tags(["best", "b"])
experiment.log_parameters({"lr": 0.1, "opt": "adam", "nested": {"x": 1}})
for step in range(30):
    experiment.log_metric("loss", 1.0 / (step + 1), step=step, epoch=step // 10)
experiment.log_metric("odd", float("nan"), step=1)
with experiment.train():
    experiment.log_metric("acc", 0.5, step=3)
experiment.log_other("note", "hello")
experiment.log_text("some text", step=1, metadata={"k": 1})
experiment.log_asset(str(folder / "a.txt"), "a.txt", step=2, metadata={"m": 1})
experiment.log_asset_data({"x": 1}, "data.json")
experiment.log_histogram_3d([1, 2, 3], name="h", step=1)
experiment.log_confusion_matrix([0, 1, 1], [0, 1, 0])
png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
(folder / "dot.png").write_bytes(base64.b64decode(png))
experiment.log_image(str(folder / "dot.png"), name="dot.png", step=2)
experiment.log_html("<b>hi</b>")
experiment.log_html("<i>ho</i>")
experiment.log_system_info("k", "v")
experiment.set_model_graph("graph")
experiment.log_remote_asset("s3://bucket/x", "remote-x")
experiment.log_model("m", str(folder / "a.txt"))
experiment.register_model("m", version="1.2.0", tags=["t"], status="QA", public=False)
experiment.log_remote_model("far", "s3://bucket/far/model.bin", sync_mode=False)
experiment.log_dependency("torch", "2.1")
experiment.end()
archive = next((folder / "archives").glob("*.zip"))
comet = Path(sys.executable).with_name("comet")
subprocess.run([comet, "upload", str(archive)], check=True, stdout=sys.stderr, env=os.environ)
print(json.dumps({"archive": str(archive), "key": experiment.get_key()}))
