runs = api.query(workspace="lab", project_name="hashes", query=Parameter("config_hash") == "12e45")
runs.each { println "$it.key $it.name ${it.getParametersSummary('config_hash').valueCurrent}" }
plan = api.plan(runs).delete()
if ("--yes" in args) plan.apply()
