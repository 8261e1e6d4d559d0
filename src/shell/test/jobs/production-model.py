from comet_ml.api import API

model = API().get_model("lab", "detector")
versions = model.find_versions(status="Production")
newest = max(versions, key=lambda version: [int(part) for part in version.split(".")])
print(newest)
model.download(newest, "detector")
