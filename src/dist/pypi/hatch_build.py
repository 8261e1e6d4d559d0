"""Adds the built program to the wheel, in the layout of a distribution: bin/ and lib/."""

import importlib.util
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def program_files(folder: Path):
    spec = importlib.util.spec_from_file_location("program", folder / "program.py")
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program.files(program.WITH_RUNTIME)


class ProgramHook(BuildHookInterface):
    def initialize(self, version, build_data):
        self.scratch = tempfile.TemporaryDirectory()
        for place, file in program_files(Path(self.root).parent).items():
            if isinstance(file, bytes):
                copy = Path(self.scratch.name) / Path(place).name
                copy.write_bytes(file)
                file = copy
            build_data["force_include"][str(file)] = f"cometsh/program/{place}"

    def finalize(self, version, build_data, artifact_path):
        self.scratch.cleanup()
