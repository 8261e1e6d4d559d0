runs = api.getExperiments("lab", "seeds")
bars(runs, "params.optimizer", "metrics.val_accuracy")
for (file in ["bars.png", "bars.svg", "bars.pdf"]) {
    bars(runs, "params.optimizer", "metrics.val_accuracy", output: file)
}
for (file in ["curves.png", "curves.svg", "curves.pdf"]) {
    plot(runs.take(3), "val_accuracy", x: "epoch", output: file)
}
