run = api.get("lab/images/pictures")
index = run.getAssetList("image").collectEntries { asset ->
    [run.downloadAsset(asset, "images/"), asset.metadataMap]
}
json(index, "images.json")
