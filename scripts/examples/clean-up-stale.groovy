#!/usr/bin/env cometsh
// Archives runs that came to nothing: crashed, or still marked as running, and begun more than DAYS ago. A run with the
// tag "keep" stays. Without --yes it only shows what it would do; archived runs can be restored.
//   cometsh clean-up-stale.groovy WORKSPACE PROJECT DAYS [--yes]
// Ends with 0 also when there is nothing to do, with 6 when some could not be archived.
// In a crontab, on Sundays:  0 3 * * 0  cometsh --quiet clean-up-stale.groovy acme vision 30 --yes
def yes = "--yes" in args
def words = args.findAll { it != "--yes" }
if (words.size() != 3 || !words[2].isInteger() || words.any { it.startsWith("-") }) {
    System.err.println "usage: cometsh clean-up-stale.groovy WORKSPACE PROJECT DAYS [--yes]"
    System.exit(2)
}
def (workspace, project, age) = words

def old = api.query(workspace, project, Metadata("start_server_timestamp") < days(age as int).ago)
def stale = old.findAll { it.state in ["crashed", "running"] && !("keep" in it.tags) }
def failed = 0
stale.each { run ->
    def what = "${run.name ?: run.key}  ${run.state} since ${run.startTime}"
    if (!yes) {
        println "would archive  $what"
        return
    }
    try {
        run.archive()
        println "archived       $what"
    } catch (e) {
        System.err.println "not archived   $what: $e.message"
        failed++
    }
}
if (!yes && stale) {
    System.err.println "nothing was changed: add --yes to archive ${stale.size()} of ${old.size()} old runs"
}
System.exit(failed ? 6 : 0)
