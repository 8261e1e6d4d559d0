api.getExperiments("lab", "linked").each { it.createSymlink("showcase") }
