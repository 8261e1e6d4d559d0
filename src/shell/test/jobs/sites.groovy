skipped = []
for (site in ["north", "south", "east", "west"]) {
    try {
        run = api.getExperiments("sites", site).sort { it.startServerTimestamp }.last()
    } catch (NotFoundException | NoSuchElementException e) {
        skipped << site
        continue
    }
    println "$site ${run.metricsSummary.collect { "$it.name=$it.valueCurrent" }.join(' ')}"
    run.downloadAsset("train.csv", "$site/")
}
println "skipped: ${skipped.join(' ')}"
