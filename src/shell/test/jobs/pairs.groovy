runs = api.getExperiments("lab", "zoo").findAll { it.getMetrics("loss") }
rows = runs.collectMany { run ->
    points = run.getMetrics("loss").sort { it.epoch }
    [points.first(), points.last()].collect { [run: run.name, epoch: it.epoch, loss: it.metricValue] }
}
csv(rows, "pairs.csv")
