runs = api.query("lab", "seeds", Tag("seeds"))
runs.each { run ->
    best = run.getMetrics("val_accuracy").max { it.value }
    train = run.getMetrics("accuracy").find { it.step == best.step }
    println "$run.name $best.step $best.metricValue $train.metricValue"
}
table = runs.groupBy("params.optimizer").summary("metrics.val_accuracy.max")
csv(table.table("params.optimizer", "metrics.val_accuracy.max.mean", "metrics.val_accuracy.max.std"), "seeds.csv")
