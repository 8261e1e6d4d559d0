#!/usr/bin/env cometsh
// Yesterday's runs of a project as a CSV, with a metric and every parameter:
//   cometsh nightly-report.groovy WORKSPACE PROJECT METRIC REPORT.csv [DAYS]
// The report appears under its name when it is complete; a failed night leaves the last one as it was.
// Ends with 1 when there were no runs, 4 when there is no such project.
// In a crontab:  15 6 * * *  COMET_API_KEY_COMMAND="pass comet" cometsh nightly-report.groovy acme vision loss report.csv
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

if (!(args.length in 4..5) || args.length == 5 && !args[4].isInteger()) {
    System.err.println "usage: cometsh nightly-report.groovy WORKSPACE PROJECT METRIC REPORT.csv [DAYS]"
    System.exit(2)
}
def (workspace, project, metric, name) = args
def since = days(args.length == 5 ? args[4] as int : 1).ago

def runs = api.query(workspace, project, Metadata("start_server_timestamp") > since)
if (runs.isEmpty()) {
    System.err.println "no run in $workspace/$project since $since"
    System.exit(1)
}
def parameters = runs.collectMany { run -> run.parametersSummary*.name }.unique().sort()
def columns = ["experiment_key", "experiment_name", "state", "start_time", "duration_seconds", "metrics." + metric] +
        parameters.collect { "params." + it }

def report = Path.of(name)
def unfinished = report.resolveSibling(report.fileName.toString() + ".part")
csv(runs.table(columns as String[]), unfinished)
Files.move(unfinished, report, StandardCopyOption.REPLACE_EXISTING)

def crashed = runs.count { it.state == "crashed" }
System.err.println "${runs.size()} runs in $report" + (crashed ? ", $crashed crashed" : "")
