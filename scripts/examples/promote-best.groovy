#!/usr/bin/env cometsh
// Gives the best run's model a status in the registry, and registers it first when it is not there yet:
//   cometsh promote-best.groovy WORKSPACE PROJECT METRIC MODEL STATUS [--lowest] [--yes]
// METRIC is to be highest, or lowest for a loss; of the project's runs only those count that logged a model. MODEL is its
// name in the registry; a run with several models is to have one of that name.
// Without --yes it only shows what it would do. Ends with 0 also when the best already has the status, with 1 when no
// run has metric and model.
// After a training pipeline:  cometsh promote-best.groovy acme vision accuracy detector Production --yes
def yes = "--yes" in args
def lowest = "--lowest" in args
def words = args.findAll { !(it in ["--yes", "--lowest"]) }
if (words.size() != 5 || words.any { it.startsWith("-") }) {
    System.err.println "usage: cometsh promote-best.groovy WORKSPACE PROJECT METRIC MODEL STATUS [--lowest] [--yes]"
    System.exit(2)
}
def (workspace, project, metric, name, status) = words

def best = api.query(workspace, project, Metric(metric) != None)
        .collect { [run: it, value: it.getMetricsSummary(metric).value] }
        .sort { lowest ? it.value : -it.value }
        .find { name in it.run.modelNames || it.run.modelNames.size() == 1 }
if (best == null) {
    System.err.println "no run in $workspace/$project has $metric and a model for \"$name\""
    System.exit(1)
}
def registered = name in api.getRegistryModelNames(workspace) ?
        api.getRegistryModelDetails(workspace, name).versions : []
def mine = registered.find { it.experimentKey == best.run.key }
def what = "${best.run.name ?: best.run.key} ($metric $best.value)"
if (mine?.status == status) {
    println "$name $mine.version of $what is $status already"
    return
}
def version = mine?.version ?: next(registered*.version)
println "${yes ? '' : 'would make '}$name $version of $what ${yes ? 'is now ' : ''}$status${mine ? '' : ', registered for it'}"
if (!yes) {
    System.err.println "nothing was changed: add --yes"
    return
}
if (mine) {
    api.getModel(workspace, name).setStatus(version, status)
} else {
    def logged = name in best.run.modelNames ? name : best.run.modelNames[0]
    best.run.registerModel(logged, version, null, name, null, null, "best $metric: $best.value".toString(), status,
            null, null, null, null)
}

/** The minor number after the highest version: 1.3.0 after 1.2.1. */
String next(List<String> versions) {
    def numbers = versions.collect { it.tokenize(".")*.toInteger() }
    if (!numbers) {
        return "1.0.0"
    }
    def highest = numbers.max { a, b -> a[0] <=> b[0] ?: a[1] <=> b[1] }
    return "${highest[0]}.${highest[1] + 1}.0"
}
