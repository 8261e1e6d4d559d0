"""What the scripts of this folder share: an embedded server of their own, and a folder for what they download."""

import json
import os
import pathlib
import subprocess
import sys
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "cometsh"


class Server:
    """bin/cometsh server on a free port over a new folder."""

    def __init__(self, folder, *options):
        self.process = subprocess.Popen(
            [ROOT / "bin/cometsh", "server", "--port", "0", "--data", folder, *options],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "HOME": str(pathlib.Path(folder).parent), "COMETSH_CDS": "off"})
        self.address = self.process.stdout.readline().strip()

    def get(self, path):
        request = urllib.request.Request(self.address + path, headers={"Authorization": "compatibility"})
        with urllib.request.urlopen(request) as reply:
            return reply.read()

    def read(self, endpoint, **parameters):
        return self.get(f"api/rest/v2/{endpoint}?{urllib.parse.urlencode(parameters)}")

    def json(self, endpoint, **parameters):
        return json.loads(self.read(endpoint, **parameters))

    def stop(self):
        self.process.terminate()
        self.process.wait()


def environment(name, *packages):
    """The folder of programs of a virtual environment with these packages, made when it is not there."""
    home = CACHE / f"{name}-python{sys.version_info[0]}.{sys.version_info[1]}"
    if not (home / "complete").exists():
        print(f"compatibility: installing {', '.join(packages)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        subprocess.run([home / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
        (home / "complete").touch()
    return home / "bin"
