"""An Airflow DAG that exports a project's good runs every night.

Only what may be better the next time is tried again: exit code 5 (the server could not be reached, timed out or failed).
A wrong key, an unknown project or a mistake in the expression (3, 4, 2) fails at once, and needs attention.

Airflow Variables: cometsh (the program), comet_project (WORKSPACE/PROJECT), comet_report_folder. The key comes from the
worker's environment: COMET_API_KEY, COMET_API_KEY_COMMAND or ~/.comet.config.
"""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.models import Variable
from airflow.operators.python import PythonOperator

EXPRESSION = 'Metric("loss") < 0.2 & ~Tag("bad")'
SERVER_FAILED = 5


def export(ds: str) -> str:
    """Writes the report of the day `ds` and returns its path."""
    folder = Variable.get("comet_report_folder")
    path = os.path.join(folder, f"{ds}.csv")
    done = subprocess.run(
        [
            Variable.get("cometsh", default_var="cometsh"),
            "query",
            Variable.get("comet_project"),
            EXPRESSION,
            "--output",
            path,
            "--log",
            os.path.join(folder, "cometsh.log"),
        ],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode == SERVER_FAILED:
        raise AirflowException(done.stderr)
    if done.returncode != 0:
        raise AirflowFailException(f"exit code {done.returncode}: {done.stderr}")
    return path


with DAG(
    dag_id="comet_nightly_report",
    schedule="17 3 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    default_args={"retries": 4, "retry_delay": timedelta(minutes=10), "retry_exponential_backoff": True},
) as dag:
    PythonOperator(task_id="export", python_callable=export)
