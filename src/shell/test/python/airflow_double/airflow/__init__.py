"""Just enough of Airflow to load a DAG file and run its tasks: the real one is too large to install for one test."""

import contextvars

_current = contextvars.ContextVar("dag", default=None)


class DAG:
    def __init__(self, dag_id, schedule, start_date, catchup, default_args):
        self.dag_id = dag_id
        self.default_args = default_args
        self.tasks = []

    def __enter__(self):
        self._token = _current.set(self)
        return self

    def __exit__(self, *failure):
        _current.reset(self._token)
