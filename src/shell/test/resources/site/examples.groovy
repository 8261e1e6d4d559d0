// Runs the examples of the class reference in one session, against the sample and an experiment that has one of everything.
// The first argument is a file of examples: TYPE, a tab and the code, with "\n" for a line end. Prints what fails.

["data", "out", "models"].each { new File(it).mkdirs() }
["train.csv", "data/train.csv", "notes.txt", "clip.mp4", "out/model.bin"].each { new File(it).text = "a,b\n1,2\n" }
new File("log.json").text = '{"x": 1}'
new File("train.py").text = "print(1)\n"
new File("common.groovy").text = "1 + 1\n"
new File("red.png").bytes = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==".decodeBase64()

exp = api.createExperiment("demo", "digits", "red_fox_12")
3.times { step ->
    exp.logMetrics([loss: 0.5 - step / 10, val_loss: 0.5, acc: step / 10, accuracy: 0.9 + step / 100], step)
}
exp.logParameters([lr: 0.1, seed: 3, opt: "adam", optimizer: "adam"])
exp.logOther("note", "hello")
exp.addTags(["best", "old", "v1"])
["train.csv", "notes.txt", "log.json"].each { exp.logAsset(it) }
exp.logImage("red.png")
exp.logCurve("roc", [0, 0.5, 1], [0, 0.9, 1], true, 5)
exp.logOutput("epoch 1\n", "train", false, null)
exp.setGitPatch("diff --git a/train.py b/train.py\n")
exp.logArtifact(new Artifact("birds", "dataset", version: "2.0.0", aliases: ["staging"]).add("train.csv"))
exp.setState("finished")
api.createExperiment("demo", "digits", "lucky_fox_1").setState("finished")
api.getModel("demo", "digits-classifier").updateRegistryModelStatusConfiguration(ModelStatusConfiguration.of("QA", true, [:]), "1.1.0")

// What the examples call their values.
id = assetId = exp.getAssetList().find { it.fileName == "log.json" }.assetId
project = api.getProject("demo", "digits")
experiments = api.getExperiments("demo", "digits")
runs = hits = api.query("demo", "digits", Metric("accuracy") > 0.9)
rows = runs.table("experiment_name", "metrics.loss")
groups = experimentGroups = runs.groupBy("params.optimizer")
columns = "metrics.loss"
(a, b) = runs.take(2)
(k1, k2) = runs.take(2)*.key
q = Tag("none such")
value = point = metricPoint = exp.getMetrics("loss").last()
summary = valueSummary = exp.getMetricsSummary("loss")
experimentMetadata = exp.metadata
configuration = ModelStatusConfiguration.of("QA", true, [:])
bulkResult = api.plan(api.getExperiments("demo", "digits", "lucky.*")).addTag("seen").apply()
metric = io.cometsh.query.QueryVariable.&metric
parameter = io.cometsh.query.QueryVariable.&parameter
other = io.cometsh.query.QueryVariable.&other
useProject("demo/digits")

created = { -> api.createExperiment("demo", "digits", "thrown_away").tap { it.logMetric("loss", 0.5) }.key }
// An example of these types may change or delete its value: each has its own.
fresh = [
    Artifact: { -> [artifact: new Artifact("birds", "dataset")] },
    LoggedArtifact: { -> [artifact: api.getArtifact("demo", "birds")] },
    LoggedArtifactAsset: { -> [asset: api.getArtifact("demo", "birds").assets[0]] },
    Asset: { -> [asset: exp.getAssetList()[0]] },
    Model: { -> [model: api.getModel("demo", "digits-classifier")] },
    View: { -> [view: api.getViews("demo", "digits", true)[0]] },
    // An example of Experiment makes it run again, and one of CometScript waits for its end.
    CometScript: { -> exp.setState("finished"); [:] },
    BulkPlan: { -> [bulkPlan: api.plan(runs), plan: api.plan(runs)] },
]

ran = 0
refused = 0
new File(args[0]).getText("UTF-8").eachLine { line ->
    def (type, code) = line.split("\t", 2)
    fresh[type]?.call()?.each { name, made -> setProperty(name, made) }
    code.findAll(/\bkey[12]?\b/).toSet().each { setProperty(it, created()) }
    try {
        evaluate(code.replace("\\n", "\n").replace("\\\\", "\\"))
        ran++
    } catch (io.cometsh.transport.CometException e) {
        // The example is right, and names what the sample does not have.
        refused++
    } catch (Exception e) {
        System.err.println("FAILED $type: $code: $e")
    }
}
System.err.println("RAN $ran REFUSED $refused")
null
