if (!api.getProject("lab", "attic")) api.createProject("lab", "attic")
old = api.getExperiments("lab", "live").findAll { it.startTime < datetime(2024, 1, 1) }
api.moveExperiments(old*.key, "lab", "attic")
println old.size()
