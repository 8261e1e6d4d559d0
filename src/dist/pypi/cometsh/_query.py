"""The bridge to Python's tables: runs `cometsh query` and reads the Parquet file that it writes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, overload

from cometsh import _launcher

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_NEEDED = {"pandas": ("pandas", "pyarrow"), "polars": ("polars",), "arrow": ("pyarrow",)}
_Path = str | os.PathLike[str]


class CometshError(Exception):
    """What `cometsh` reports as an error: its message, and its exit code as `exit_code`.

    The exit codes are those of the command: 2 bad usage, 3 no key or not allowed, 4 not found, 5 the server cannot be
    reached or failed, 6 some of it failed, 127 no Java.
    """

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message, exit_code)
        self.message = message
        self.exit_code = exit_code

    def __str__(self) -> str:
        return self.message


class CometshWarning(UserWarning):
    """What `cometsh` reports as a warning."""


@overload
def query(
    place: str,
    expression: str,
    *,
    columns: Iterable[str] | None = ...,
    sort: Iterable[str] | None = ...,
    limit: int | None = ...,
    archived: bool = ...,
    lenient: bool = ...,
    as_: Literal["pandas"] = ...,
    local: bool = ...,
    local_dir: _Path | None = ...,
    url: str | None = ...,
    api_key_file: _Path | None = ...,
    timeout: int | None = ...,
) -> pandas.DataFrame: ...
@overload
def query(
    place: str,
    expression: str,
    *,
    columns: Iterable[str] | None = ...,
    sort: Iterable[str] | None = ...,
    limit: int | None = ...,
    archived: bool = ...,
    lenient: bool = ...,
    as_: Literal["polars"],
    local: bool = ...,
    local_dir: _Path | None = ...,
    url: str | None = ...,
    api_key_file: _Path | None = ...,
    timeout: int | None = ...,
) -> polars.DataFrame: ...
@overload
def query(
    place: str,
    expression: str,
    *,
    columns: Iterable[str] | None = ...,
    sort: Iterable[str] | None = ...,
    limit: int | None = ...,
    archived: bool = ...,
    lenient: bool = ...,
    as_: Literal["arrow"],
    local: bool = ...,
    local_dir: _Path | None = ...,
    url: str | None = ...,
    api_key_file: _Path | None = ...,
    timeout: int | None = ...,
) -> pyarrow.Table: ...
def query(
    place: str,
    expression: str,
    *,
    columns: Iterable[str] | None = None,
    sort: Iterable[str] | None = None,
    limit: int | None = None,
    archived: bool = False,
    lenient: bool = False,
    as_: Literal["pandas", "polars", "arrow"] = "pandas",
    local: bool = False,
    local_dir: _Path | None = None,
    url: str | None = None,
    api_key_file: _Path | None = None,
    timeout: int | None = None,
) -> Any:
    """The experiments of a project that an expression of the query language describes, one row each.

        cometsh.query("demo/digits", 'Metric("loss") < 0.2 & ~Tag("bad")', columns=["experiment_name", "metrics.loss"])

    place         WORKSPACE/PROJECT
    expression    the query; it is parsed, and no code runs
    columns       only these columns, in this order, such as "experiment_name", "params.lr", "metrics.loss", "tags"
    sort          sort by these columns; "metrics.loss:desc" sorts downwards
    limit         only the first rows
    archived      look among the archived experiments instead
    lenient       an unknown column in the expression is a CometshWarning instead of a CometshError
    as_           "pandas" (needs pandas and pyarrow), "polars" (needs polars) or "arrow" (needs pyarrow)
    local         use the server inside cometsh, with the sample workspace demo
    local_dir     the folder of the server inside cometsh
    url           the address of the Comet server; without it that of the command (COMET_URL_OVERRIDE, ~/.comet.config)
    api_key_file  read the API key from the first line of this file; without it the key of the command (COMET_API_KEY, …)
    timeout       seconds to wait for each answer of the server

    Raises CometshError with the message and the exit code of the command.
    """
    if as_ not in _NEEDED:
        raise ValueError(f'as_ is "pandas", "polars" or "arrow", not {as_!r}')
    lacking = [module for module in _NEEDED[as_] if find_spec(module) is None]
    if lacking:
        raise ModuleNotFoundError(
            f"cometsh.query(as_={as_!r}) needs {' and '.join(lacking)}: pip install 'cometsh[{as_}]'", name=lacking[0]
        )
    options = _options(
        columns=_names("columns", columns),
        sort=_names("sort", sort),
        limit=limit,
        archived=archived,
        lenient=lenient,
        local=local,
        local_dir=local_dir and os.path.abspath(local_dir),
        url=url,
        api_key_file=api_key_file and os.path.abspath(api_key_file),
        timeout=timeout,
    )
    with tempfile.TemporaryDirectory(prefix="cometsh-") as folder:
        file = os.path.join(folder, "result.parquet")
        positional = [place, expression]
        if any(word.startswith("-") for word in positional):
            positional.insert(0, "--")
        _run(["query", *options, "--output", file, *positional])
        return _read(file, as_)


def _names(option: str, names: Iterable[str] | None) -> str | None:
    """As the heading of a CSV, where a name with a comma or a quote is quoted."""
    if names is None:
        return None
    if isinstance(names, str):
        raise TypeError(f"{option} is a list of names: {option}=[{names!r}]")
    return ",".join('"' + name.replace('"', '""') + '"' if set(name) & set(',"\r\n') else name for name in names)


def _options(**given: object) -> list[str]:
    words = []
    for name, value in given.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            words.append(option)
        elif value is not None and value is not False:
            text = str(value)
            # Two words are read faster by the program; a value such as -1 needs one.
            words += [f"{option}={text}"] if text[:1] in ("", "-") else [option, text]
    return words


def _run(arguments: list[str]) -> None:
    command, environment = _launcher.program(arguments)
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False
    )
    said = done.stderr.decode("utf-8", "replace").replace("\r\n", "\n")
    if done.returncode != 0:
        message = said.strip().removeprefix("cometsh: ") or f"cometsh ended with exit code {done.returncode}"
        raise CometshError(message, done.returncode)
    for line in said.splitlines():
        if line.startswith("warning: "):
            # To the caller of query().
            warnings.warn(line.removeprefix("warning: "), CometshWarning, stacklevel=3)
        elif line:
            print(line, file=sys.stderr)


def _read(file: str, as_: str) -> Any:
    if as_ == "polars":
        import polars

        return polars.read_parquet(file, memory_map=False)
    import pyarrow.parquet

    table = pyarrow.parquet.ParquetFile(file, memory_map=False).read()
    return table.to_pandas() if as_ == "pandas" else table
