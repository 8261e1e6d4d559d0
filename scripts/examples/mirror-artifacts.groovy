#!/usr/bin/env cometsh
// Keeps a copy of every artifact's versions in a folder, WORKSPACE's artifacts as FOLDER/NAME/VERSION/…:
//   cometsh mirror-artifacts.groovy WORKSPACE FOLDER [NAME…]
// A version that is there is not fetched again, for versions never change; one that was interrupted continues where it
// stopped (its folder ends in ".part" until it is complete). Ends with 6 when some could not be copied.
// In a crontab, every hour:  0 * * * *  cometsh --quiet mirror-artifacts.groovy acme /backup/comet
import java.nio.file.Files
import java.nio.file.Path

if (args.length < 2 || args.any { it.startsWith("-") }) {
    System.err.println "usage: cometsh mirror-artifacts.groovy WORKSPACE FOLDER [NAME…]"
    System.exit(2)
}
def workspace = args[0]
def folder = Path.of(args[1])
def wanted = args.drop(2) as List

def all = api.getArtifactList(workspace)
def unknown = wanted - all*.name
if (unknown) {
    System.err.println "no artifact ${unknown.join(', ')} in $workspace; there are ${all*.name.sort().join(', ')}"
    System.exit(4)
}
def copied = 0
def there = 0
def failed = 0
all.findAll { !wanted || it.name in wanted }.each { summary ->
    api.getArtifactDetails(workspace, summary.name).versions.each { version ->
        def name = "$summary.name/$version.version"
        try {
            def complete = inside(folder, summary.name).resolve(inside(folder, version.version).fileName)
            if (Files.exists(complete)) {
                there++
                return
            }
            def unfinished = complete.resolveSibling(version.version + ".part")
            Files.createDirectories(unfinished)
            api.getArtifact(workspace, summary.name, version.version).download(unfinished.toString(), "PRESERVE")
            Files.move(unfinished, complete)
            println name
            copied++
        } catch (e) {
            System.err.println "$name: $e.message"
            failed++
        }
    }
}
System.err.println "$copied copied, $there there already" + (failed ? ", $failed failed" : "")
System.exit(failed ? 6 : 0)

/** A name from a server is the name of a folder in ours, never a path out of our folder. */
Path inside(Path folder, String name) {
    def path = folder.resolve(name.replace("/", "_"))
    if (path.normalize().parent != folder.normalize()) {
        throw new IllegalArgumentException("\"$name\" is not a name for a folder")
    }
    path
}
