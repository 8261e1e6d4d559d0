from airflow import _current


class PythonOperator:
    def __init__(self, task_id, python_callable):
        self.task_id = task_id
        self.python_callable = python_callable
        _current.get().tasks.append(self)
