run = api.get(workspace: "lab", project_name: "models", experiment: "trained")
run.downloadAsset("detector-10/weights/best.pt", "weights/best.pt")
