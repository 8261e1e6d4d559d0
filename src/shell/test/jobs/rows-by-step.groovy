runs = api.getExperiments("lab", "seeds")
csv(runs.metricsByStep("accuracy", "val_accuracy", "params.optimizer", "params.seed"), "steps.csv")
