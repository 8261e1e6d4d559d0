"""Checks the manifests of a release: each file that they name is there, with the SHA-256 sum that they name.

    python3 src/dist/manifests.py FILES MADE VERSION

FILES is the folder that scripts/dist writes, and MADE the one that JReleaser writes. Exit code 1: something is wrong.
"""

import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path

ADDRESS = "https://github.com/cometsh/cometsh/releases/download/v"
# Each manifest, and how many files it names. JReleaser makes Homebrew formulas of .zip files only: those for macOS.
MANIFESTS = {
    "brew/Formula/cometsh.rb": 2,
    "scoop/bucket/cometsh.json": 1,
    "winget/manifests/c/cometsh/cometsh/{version}/cometsh.cometsh.installer.yaml": 1,
}


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def named(text: str, version: str) -> "list[tuple[str, str]]":
    """The files that a manifest names, each with the next sum in the text."""
    pattern = re.escape(f"{ADDRESS}{version}/") + r"([\w.-]+).*?\b([0-9a-fA-F]{64})\b"
    return re.findall(pattern, text, re.DOTALL)


def faults(files: Path, made: Path, version: str) -> "list[str]":
    package = made / "package" / "cometsh"
    manifests = {package / place.format(version=version): count for place, count in MANIFESTS.items()}
    wrong = [f"{manifest} is missing" for manifest in manifests if not manifest.is_file()]
    if wrong:
        return wrong
    for manifest, count in manifests.items():
        pairs = named(manifest.read_text(encoding="utf-8"), version)
        if len(pairs) != count:
            wrong.append(f"{manifest.name} names {len(pairs)} files, and not {count}")
        wrong += [f"{manifest.name}: {fault}" for name, digest in pairs for fault in file_faults(files / name, digest)]
    sums = (made / "checksums" / "checksums_sha256.txt").read_text(encoding="utf-8").split()
    listed = {Path(name).name: digest for digest, name in zip(sums[::2], sums[1::2])}
    wrong += [f"the checksums: {fault}" for name, digest in listed.items() for fault in file_faults(files / name, digest)]
    for file in files.iterdir():
        if file.name not in listed:
            wrong.append(f"{file.name} has no checksum")
        if not (made / "signatures" / f"{file.name}.asc").is_file():
            wrong.append(f"{file.name} has no signature")
    return wrong + inner_faults(files, package, version)


def file_faults(file: Path, digest: str) -> "list[str]":
    if not file.is_file():
        return [f"there is no {file.name}"]
    if sha256(file) != digest.lower():
        return [f"the sum of {file.name} is another one"]
    return []


def inner_faults(files: Path, package: Path, version: str) -> "list[str]":
    """The commands that the manifests for Windows name are in the archive."""
    archive = files / f"cometsh-{version}-windows-x86_64.zip"
    scoop = json.loads((package / "scoop/bucket/cometsh.json").read_text(encoding="utf-8"))
    winget = (package / f"winget/manifests/c/cometsh/cometsh/{version}/cometsh.cometsh.installer.yaml").read_text(encoding="utf-8")
    if "ArchiveBinariesDependOnPath: true" not in winget:
        return ["the winget manifest makes a link to a .cmd file, which cannot be run"]
    commands = {f"{scoop['extract_dir']}/{scoop['env_add_path']}/cometsh.cmd"}
    commands |= {path.strip().replace("\\", "/") for path in re.findall(r"RelativeFilePath: (.*)", winget)}
    with zipfile.ZipFile(archive) as entries:
        return [f"{archive.name} has no {command}" for command in sorted(commands) if command not in entries.namelist()]


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    wrong = faults(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    for fault in wrong:
        print(f"release: {fault}", file=sys.stderr)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
