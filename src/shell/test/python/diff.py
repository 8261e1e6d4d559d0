"""Logs two runs and computes, from what Comet's own client reads back, how they differ."""
import decimal
import difflib
import hashlib
import json
import logging

import comet_ml

logging.getLogger("comet_ml").setLevel(logging.WARNING)


def log(name, lr, losses, tags, code, asset):
    experiment = comet_ml.start(
        workspace="lab",
        project_name="diff",
        experiment_config=comet_ml.ExperimentConfig(
            disabled=False, log_code=False, auto_output_logging=False, log_graph=False, log_env_details=True
        ),
    )
    experiment.set_name(name)
    experiment.log_parameters({"lr": lr, "optimizer": "adam", "layers": [1, 2], "seed": 3})
    for step, loss in enumerate(losses):
        experiment.log_metric("loss", loss, step=step)
        experiment.log_metric("same", 0.1, step=step)
    experiment.log_other("note", name.upper())
    experiment.add_tags(tags)
    experiment.log_code(code=code, code_name="train.py")
    with open("weights.bin", "wb") as file:
        file.write(asset)
    experiment.log_asset("weights.bin")
    experiment.end()
    return experiment.get_key()


before = "import math\n\nprint(1)\nprint(2)\n"
after = "import math\n\nprint(1)\nprint(3)\nprint(4)\n"
keys = [
    log("left", 0.01, [0.7, 0.1, 0.2], ["a", "b"], before, b"\0abc"),
    log("right", 0.001, [0.8, 0.3], ["b", "c"], after, b"\0abd"),
]
api = comet_ml.API(cache=False)
left, right = (api.get_experiment_by_key(key) for key in keys)


def values(summaries, suffix, member):
    return {one["name"] + suffix: one[member] for one in summaries}


def differing(section, one, two):
    rows = []
    for name in sorted(set(one) | set(two)):
        if one.get(name) != two.get(name):
            row = {"section": section, "name": name, "left": one.get(name), "right": two.get(name)}
            try:
                row["difference"] = str(decimal.Decimal(row["right"]) - decimal.Decimal(row["left"]))
            except (decimal.InvalidOperation, TypeError):
                pass
            rows.append(row)
    return rows


def metrics(experiment):
    own = [one for one in experiment.get_metrics_summary() if not one["name"].startswith("sys.")]
    return {
        **values(own, ".last", "valueCurrent"),
        **values(own, ".min", "valueMin"),
        **values(own, ".max", "valueMax"),
    }


def digest(experiment):
    asset = next(one for one in experiment.get_asset_list() if one["fileName"] == "weights.bin")
    return hashlib.sha256(experiment.get_asset(asset["assetId"])).hexdigest()[:16]


def code(experiment):
    asset = next(one for one in experiment.get_asset_list() if one["fileName"] == "train.py")
    return experiment.get_asset(asset["assetId"], return_type="text").splitlines(True)


rows = differing(
    "parameters",
    values(left.get_parameters_summary(), "", "valueCurrent"),
    values(right.get_parameters_summary(), "", "valueCurrent"),
)
rows += differing("metrics", metrics(left), metrics(right))
rows += differing("tags", dict.fromkeys(left.get_tags(), "true"), dict.fromkeys(right.get_tags(), "true"))
rows += [
    {"section": "others", "name": "note", "left": "LEFT", "right": "RIGHT"},
    {
        "section": "assets",
        "name": "weights.bin",
        "left": "4 bytes, sha256 " + digest(left),
        "right": "4 bytes, sha256 " + digest(right),
    },
]
print(
    json.dumps(
        {
            "keys": keys,
            "rows": rows,
            "code": "".join(
                difflib.unified_diff(
                    code(left), code(right), "left code/train.py", "right code/train.py"
                )
            ),
        }
    )
)
