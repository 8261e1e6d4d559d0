"""Runs jobs of this folder one after the other, each in a folder of its own, in one Python: importing the SDK takes a second.

    python all.py FOLDER/JOB[=ARGUMENT,ARGUMENT]...

What a job prints is in FOLDER/JOB/stdout. Prints the names of the jobs as JSON.
"""

import contextlib
import json
import os
import pathlib
import runpy
import sys

HERE = pathlib.Path(__file__).resolve().parent
START = pathlib.Path.cwd()


def run(job, arguments):
    folder = START / job
    folder.mkdir(parents=True)
    script = HERE / (folder.name + ".py")
    os.chdir(folder)
    sys.argv = [str(script), *arguments]
    with open("stdout", "w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
        runpy.run_path(str(script), run_name="__main__")


def main():
    jobs = sys.argv[1:]
    for job in jobs:
        name, _, arguments = job.partition("=")
        run(name, arguments.split(",") if arguments else [])
    print(json.dumps(jobs))


if __name__ == "__main__":
    main()
