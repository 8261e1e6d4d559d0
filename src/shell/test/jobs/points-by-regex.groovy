runs = api.getExperiments("lab", "long", /fold-\d+/)
rows = runs.collectMany { run ->
    run.getMetricTotalDf("loss").collect { [run: run.name, step: it.step, epoch: it.epoch, value: it.value] }
}
println "${rows.size()} ${rows.step.max()}"
csv(rows, "points.csv")
