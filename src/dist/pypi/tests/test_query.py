"""cometsh.query beside what the command prints and what pandas reads from it."""

import io
import subprocess
import tempfile
import unittest
import warnings
from pathlib import Path
from unittest import mock

import pandas
import polars
import pyarrow
from pandas.testing import assert_frame_equal

import cometsh
from cometsh import _launcher, _query

PLACE = "demo/digits"
GOOD = 'Metric("accuracy") > 0.9'
COLUMNS = ["experiment_name", "metrics.accuracy", "params.alpha", "tags", "start_time"]


class QueryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name

    def query(self, *words: str, **more):
        return cometsh.query(*(words or (PLACE, GOOD)), local_dir=self.folder, **more)

    def printed(self, *options: str) -> bytes:
        command, environment = _launcher.program(["query", "--local-dir", self.folder, *options, PLACE, GOOD])
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout

    def test_pandas_has_what_the_csv_has(self) -> None:
        ours = self.query(columns=COLUMNS)
        csv = pandas.read_csv(io.BytesIO(self.printed("-f", "csv", "--columns", ",".join(COLUMNS))))
        self.assertGreater(len(ours), 30)
        self.assertEqual(list(ours.columns), COLUMNS)
        self.assertEqual(str(ours["metrics.accuracy"].dtype), "float64")
        self.assertTrue(pandas.api.types.is_datetime64_any_dtype(ours["start_time"]))
        numbers = ["metrics.accuracy", "params.alpha"]
        assert_frame_equal(ours[numbers].astype(float), csv[numbers].astype(float), check_exact=True)
        self.assertEqual(list(ours["experiment_name"]), list(csv["experiment_name"]))
        times = pandas.to_datetime(csv["start_time"], utc=True)
        self.assertEqual([time.timestamp() for time in ours["start_time"]], [time.timestamp() for time in times])

    def test_all_three_kinds_of_table_are_the_same(self) -> None:
        arrow = self.query(as_="arrow")
        frame = self.query(as_="pandas")
        others = self.query(as_="polars")
        self.assertIsInstance(arrow, pyarrow.Table)
        self.assertIsInstance(frame, pandas.DataFrame)
        self.assertIsInstance(others, polars.DataFrame)
        self.assertEqual(arrow.column_names, list(frame.columns))
        self.assertEqual(arrow.column_names, others.columns)
        self.assertEqual(arrow.to_pylist(), others.to_dicts())
        self.assertEqual(arrow.num_rows, len(frame))

    def test_sort_and_limit(self) -> None:
        best = self.query(columns=["metrics.accuracy"], sort=["metrics.accuracy:desc"], limit=3)
        every = self.query(columns=["metrics.accuracy"])
        self.assertEqual(list(best["metrics.accuracy"]), sorted(every["metrics.accuracy"], reverse=True)[:3])

    def test_a_name_with_a_comma_is_one_name(self) -> None:
        self.assertEqual(_query._names("columns", ['params.a,"b"', "tags"]), '"params.a,""b""",tags')
        with self.assertRaises(TypeError):
            self.query(columns="tags")

    def test_errors_are_those_of_the_command(self) -> None:
        for words, code, says in [
            ((PLACE, "Metric("), 2, "Metric("),
            ((PLACE, 'Metric("acuracy") > 0.9'), 4, 'did you mean Metric("accuracy")?'),
            (("demo/digist", GOOD), 4, "did you mean digits"),
            (("-x", "-1 <"), 2, ""),
            (("--version", GOOD), 4, 'no workspace "--version"'),
        ]:
            with self.subTest(words), self.assertRaises(cometsh.CometshError) as failed:
                self.query(*words)
            self.assertEqual(failed.exception.exit_code, code, str(failed.exception))
            self.assertIn(says, str(failed.exception))
            self.assertFalse(str(failed.exception).startswith("cometsh:"))

    def test_a_negative_limit_is_an_error_and_not_an_option(self) -> None:
        with self.assertRaisesRegex(cometsh.CometshError, "--limit takes a number from 0, not -1"):
            self.query(limit=-1)

    def test_a_warning_of_the_program_is_a_warning(self) -> None:
        with self.assertWarnsRegex(cometsh.CometshWarning, "acuracy") as caught:
            found = self.query(PLACE, 'Metric("acuracy") > 0.9', lenient=True)
        self.assertEqual(len(found), 0)
        self.assertEqual(Path(caught.filename).name, "test_query.py")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.query()

    def test_no_java(self) -> None:
        with mock.patch.dict("os.environ", {"COMETSH_JAVA": "/nowhere/java"}):
            with self.assertRaises(cometsh.CometshError) as failed:
                self.query()
        self.assertEqual(failed.exception.exit_code, 127)

    def test_a_library_that_is_not_there_is_named_before_anything_runs(self) -> None:
        with mock.patch.object(_query, "find_spec", lambda name: None), mock.patch.object(_query, "_run") as run:
            with self.assertRaisesRegex(ModuleNotFoundError, r"pip install 'cometsh\[polars\]'"):
                self.query(as_="polars")
        run.assert_not_called()
        with self.assertRaisesRegex(ValueError, "as_ is"):
            self.query(as_="excel")
