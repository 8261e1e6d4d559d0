runs = api.query("lab", "labels", Metric("accuracy") > 0.8 & Tag("candidate"))
runs.each { println it.name }
plan = api.plan(runs).removeTag("candidate").addTag("promoted")
if ("--yes" in args) plan.apply()
