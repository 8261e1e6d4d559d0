runs = api.getExperiments("lab", "folds")
all = runs.groupBy("params.dataset", "params.model", "params.degree").summary("metrics.score")
means = all.table("params.dataset", "params.model", "params.degree", "runs", "metrics.score.mean", "metrics.score.std", "metrics.score.n")
csv(means, "means.csv")
best = means.groupBy { [it["params.dataset"], it["params.model"]] }.collect { group, rows -> rows.max { it["metrics.score.mean"] } }
csv(best, "best.csv")
