from comet_ml.api import API

for run in API().get_experiments("lab", "linked"):
    run.create_symlink("showcase")
