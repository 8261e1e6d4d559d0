"""Runs the tasks of a DAG file in order for one day: run_dag.py FILE DAY. Prints what each returns, or how it failed."""

import runpy
import sys

from airflow.exceptions import AirflowException

dag = runpy.run_path(sys.argv[1])["dag"]
for task in dag.tasks:
    try:
        print(task.python_callable(ds=sys.argv[2]))
    except AirflowException as failure:
        print(f"{type(failure).__name__}: {failure}")
        sys.exit(1)
