"""cometsh for Python: the result of a query of Comet experiments as a pandas, polars or Arrow table.

    import cometsh
    runs = cometsh.query("demo/digits", 'Metric("loss") < 0.2', columns=["experiment_name", "metrics.loss"])
"""

# The command `cometsh` imports this package at each start, so it imports nothing here.
__all__ = ["CometshError", "CometshWarning", "query"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from cometsh import _query

        return getattr(_query, name)
    if name == "__version__":
        from importlib.metadata import version

        return version("cometsh")
    raise AttributeError(f"module 'cometsh' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
