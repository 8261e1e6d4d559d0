run = api.get("lab/tokens/pretraining")
tokens = run.getMetrics("tokens").collectEntries { [it.timestamp, it] }
rows = run.getMetrics("loss").findAll { it.timestamp in tokens }.collect {
    seen = tokens[it.timestamp]
    [tokens: seen.value, loss: it.value, at: [step: it.step, epoch: seen.epoch]]
}
json(rows, "joined.json")
