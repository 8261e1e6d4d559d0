from comet_ml.api import API


def exists(name, *tags):
    runs = API().get_experiments("lab", "names")
    return any(run.name == name and set(tags) <= set(run.get_tags()) for run in runs)


print("yes" if exists("run (1) [a+b]*", "v1.0", "best") else "no")
print("yes" if exists("run (1) [a+b]*", "v1x0") else "no")
print("yes" if exists("run .*") else "no")
print("yes" if exists("what?", "best") else "no")
