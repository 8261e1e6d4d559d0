names = ["vit", "mlp", "resnet", "convnext", "unet"]
metrics = ["accuracy", "loss", "f1", "auc"]
newest = api.getExperiments("lab", "zoo").sort { it.startServerTimestamp }.collectEntries { [it.name, it] }
println "| name | ${metrics.join(' | ')} |"
println "|---|" + "---|" * metrics.size()
names.each { name ->
    last = newest[name]?.metricsSummary?.collectEntries { [it.name, it.valueCurrent] } ?: [:]
    println "| $name | ${metrics.collect { last[it] == null ? 'missing' : last[it] }.join(' | ')} |"
}
