"""Checks archives of a release without running them: the launcher and its line ends, rights, and for which system and
processor each native file is, also those in the jars.

    python3 src/dist/check.py ARCHIVE...

Prints a line for each archive. Exit code 1: something is wrong.
"""

import io
import re
import struct
import sys
import tarfile
import zipfile
from pathlib import Path

import archives

Files = "dict[str, tuple[int, bytes]]"
ELF = {62: "linux-x86_64", 183: "linux-aarch64"}
MACH = {0x01000007: "macos-x86_64", 0x0100000C: "macos-aarch64"}
PE = {0x8664: "windows-x86_64", 0xAA64: "windows-aarch64"}
CODE_SIGNATURE = 0x1D


def platform_of(data: bytes) -> "str | None":
    """The platform that native code is for; None for other files."""
    if data[:4] == b"\x7fELF":
        return ELF.get(struct.unpack_from("<H", data, 18)[0], "an unknown ELF machine")
    if data[:4] == b"\xcf\xfa\xed\xfe":
        return MACH.get(struct.unpack_from("<I", data, 4)[0], "an unknown Mach-O machine")
    if data[:2] == b"MZ":
        header = struct.unpack_from("<I", data, 0x3C)[0]
        return PE.get(struct.unpack_from("<H", data, header + 4)[0], "an unknown PE machine")
    return None


def is_signed(data: bytes) -> bool:
    """Whether a Mach-O file has a signature: a Mac with its own processor ends a program without one."""
    count, place = struct.unpack_from("<I", data, 16)[0], 32
    for _ in range(count):
        command, size = struct.unpack_from("<II", data, place)
        if command == CODE_SIGNATURE:
            return True
        place += size
    return False


def read(archive: Path) -> "tuple[str, Files]":
    """The root folder of an archive, and its files: place to rights and bytes."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as entries:
            found = {entry.filename: (entry.external_attr >> 16 & 0o777, entries.read(entry)) for entry in entries.infolist()}
    else:
        with tarfile.open(archive) as entries:
            found = {entry.name: (entry.mode, entries.extractfile(entry).read()) for entry in entries if entry.isfile()}
    roots = {place.split("/")[0] for place in found}
    if len(roots) != 1:
        raise ValueError(f"the archive has {len(roots)} root folders")
    (root,) = roots
    return root, {place[len(root) + 1 :]: file for place, file in found.items()}


def natives(files: Files) -> "dict[str, bytes]":
    """The native files, also those in jars."""
    found = {place: data for place, (_, data) in files.items() if platform_of(data)}
    for place, (_, data) in files.items():
        if place.endswith(".jar"):
            with zipfile.ZipFile(io.BytesIO(data)) as entries:
                for name in entries.namelist():
                    if not name.endswith(".class"):
                        content = entries.read(name)
                        if platform_of(content):
                            found[f"{place}!{name}"] = content
    return found


def faults(platform: str, files: Files) -> "list[str]":
    """What is wrong with the files of an archive."""
    windows = platform.startswith("windows")
    launchers = {"any": {"bin/cometsh", "bin/cometsh.cmd"}}.get(platform, {"bin/cometsh.cmd" if windows else "bin/cometsh"})
    wrong = []
    if {place for place in files if place.startswith("bin/")} != launchers:
        wrong.append(f"bin/ does not have exactly {', '.join(sorted(launchers))}")
    for place in launchers & files.keys():
        mode, data = files[place]
        if mode != 0o755:
            wrong.append(f"{place} has the rights {mode:o}")
        lines, dos = data.count(b"\n"), data.count(b"\r\n")
        if dos != (lines if place.endswith(".cmd") else 0):
            wrong.append(f"{place}: {dos} of {lines} lines end with CR LF")
    for place, (mode, _) in files.items():
        executable = place.startswith(("bin/", "lib/runtime/bin/")) or place.endswith("/jspawnhelper")
        if not windows and mode != (0o755 if executable else 0o644):
            # The libraries of the runtime may have either.
            if executable or not place.startswith("lib/runtime/"):
                wrong.append(f"{place} has the rights {mode:o}")
    found = natives(files)
    if platform == "any":
        wrong += [f"{place} is native" for place in found if "!" not in place]
        return wrong
    for place, data in found.items():
        if platform_of(data) != platform:
            wrong.append(f"{place} is for {platform_of(data)}")
        elif platform == "macos-aarch64" and not is_signed(data):
            wrong.append(f"{place} is not signed")
    java = "lib/runtime/bin/java" + (".exe" if windows else "")
    version = archives.runtimes()[platform][1].partition("==")[2]
    release = files.get("lib/runtime/release", (0, b""))[1].decode()
    said = re.search(r'^JAVA_VERSION="([^"]+)"', release, re.MULTILINE)
    if not said or not version.startswith(said[1]):
        wrong.append(f"lib/runtime/release has the Java {said and said[1]}, and not {version}")
    for place in [java, *(["lib/runtime/lib/jspawnhelper"] if not windows else [])]:
        if place not in found:
            wrong.append(f"{place} is missing")
    for library, folder in {"SQLite": "!org/sqlite/native/", "JLine": "!org/jline/nativ/"}.items():
        if not any(folder in place for place in found):
            wrong.append(f"the native code of {library} is missing")
    if any(place.startswith("lib/addons/duckdb-") for place in found) != (platform in archives.ADDON):
        wrong.append("DuckDB's library is missing" if platform in archives.ADDON else "DuckDB has no library for this platform")
    return wrong


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    failed = False
    for archive in map(Path, sys.argv[1:]):
        root, files = read(archive)
        name = f"cometsh-{archives.program.version()}"
        platform = root[len(name) + 1 :] or "any"
        wrong = faults(platform, files) if root.startswith(name) else [f"the root folder is {root}"]
        for fault in wrong:
            print(f"WRONG {archive.name}: {fault}")
        if not wrong:
            print(f"ok    {archive.name}: {len(files)} files, and the {len(natives(files))} native ones are for {platform}")
        failed = failed or bool(wrong)
    sys.exit(failed)


if __name__ == "__main__":
    main()
