model = api.getModel("lab", "detector")
newest = model.findVersions(status: "Production").first()
println newest
model.download(newest, "detector")
