metrics = ["loss", "accuracy", "f1", "lr", "grad_norm"]
start = Metadata("start_server_timestamp")
runs = api.query("lab", "dated", start >= datetime(2024, 3, 1) & start < datetime(2024, 4, 1))
charts = api.getMetricsForChart(runs*.key, metrics)
result = metrics.collect { metric ->
    values = charts.values()*.metrics.flatten().findAll { it.metricName == metric }*.values.flatten()
    [metric: metric, average: values.average(), maximum: values.max()]
}
json(result, "range.json")
