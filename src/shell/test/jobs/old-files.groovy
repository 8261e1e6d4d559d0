before = args[0] as long
plan = []
api.getExperiments("lab", "files").each { run ->
    run.assetList.findAll { it.createdAt < before && it.fileSize > 1000 }.each { asset ->
        plan << [run: run.name, file: asset.fileName, bytes: asset.fileSize]
        if ("--yes" in args) run.deleteAsset(asset.assetId)
    }
}
json(plan, "plan.json")
