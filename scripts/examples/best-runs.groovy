#!/usr/bin/env cometsh
// The best runs of a project by a metric, for a nightly mail:
//   cometsh best-runs.groovy WORKSPACE PROJECT METRIC [COUNT]
// Ends with 1 when no run has the metric, so that the job that called it notices.
if (args.length < 3) {
    System.err.println "usage: cometsh best-runs.groovy WORKSPACE PROJECT METRIC [COUNT]"
    System.exit(2)
}
def (workspace, project, metric) = args
def count = args.length > 3 ? args[3] as int : 5

def runs = api.query(workspace, project, (Metric(metric) != None) & ~Tag("bad"))
if (runs.isEmpty()) {
    System.err.println "no run in $workspace/$project has $metric"
    System.exit(1)
}
def best = runs.collect { [run: it, summary: it.getMetricsSummary(metric)] }
        .sort { -it.summary.value }
        .take(count)
best.each { printf "%-22s %.4f  (step %s)%n", it.run.name, it.summary.value, it.summary.stepCurrent }
