runs = api.getExperiments("lab", "folds")
means = runs.groupBy("params.dataset", "params.model", "params.degree").summary("metrics.score")
csv(means, "means.csv")
best = means.groupBy { [it["params.dataset"], it["params.model"]] }.collect { group, rows -> rows.max { it["metrics.score.mean"] } }
csv(best, "best.csv")
