import os


class Variable:
    @staticmethod
    def get(key, default_var=None):
        value = os.environ.get("AIRFLOW_VAR_" + key.upper(), default_var)
        if value is None:
            raise KeyError(key)
        return value
