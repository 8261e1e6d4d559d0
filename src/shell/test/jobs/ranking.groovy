runs = api.getExperiments("lab", "zoo").findAll { it.getMetricsSummary("accuracy") }
best = runs.sort { -it.getMetricsSummary("accuracy").value }
csv(best.table("experiment_name", "params.batch_size", "params.lr", "params.optimizer", "metrics.accuracy"), "ranking.csv")
