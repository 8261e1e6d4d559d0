def exists(name, ... tags) {
    api.getExperiments("lab", "names").any { it.name == name && it.tags.containsAll(tags) }
}

println exists("run (1) [a+b]*", "v1.0", "best") ? "yes" : "no"
println exists("run (1) [a+b]*", "v1x0") ? "yes" : "no"
println exists("run .*") ? "yes" : "no"
println exists("what?", "best") ? "yes" : "no"
