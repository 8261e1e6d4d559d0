"""A Comet server of its own, and the export that is right for it; made of nothing but Python's standard library.

    export_world.py FOLDER [--runs N] [--points N] [--seed N] [--faults PERCENT] [--hold N] [--same] [--fail N]
        [--gone N] [--first N] [--assets N] [--asset-bytes N]

Makes a workspace "acme" with a project "truth", writes FOLDER/points.csv, FOLDER/runs.csv and FOLDER/files, which are what
an export must give byte by byte, and serves the workspace until its input ends. Prints the address. FOLDER/requests.log has
a line for each request. Faults come in seven kinds, by turns over the requests that are chosen by chance. With --fail the
first N runs cannot be read at all, with --gone they have been deleted, and with --first the first N requests of each third
run fail.
With --same every run has the same points, which are made once: many points need not cost much time. With --hold the
first N requests for points, parameters or files get their answers at once. The later ones get theirs after a line comes on
standard input, and a file stops in its middle until then.
"""

import argparse
import json
import math
import random
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

START = 1_700_000_000_000
NAMES = ["loss", "accuracy", 'a, "quoted"', "two\nlines", "dots.and/slashes", "é 日本 🦊", "z\uffee", "z🦊", "Z",
         "step", "params.x", "experiment_key", " blanks ", "tab\there", "-1+1", ""]
ASSETS = ["model.pt", "images/plot 1.png", "images/plot 2.png", "é/日本 🦊.txt", "notes", "a,b.csv"]
VALUES = ["NaN", "Infinity", "-Infinity", "1E-7", "0.1", "12345678901234567890", "-0.0",
          "0.30000000000000004", "-0", "1e400", "-1e-400", "9007199254740993", "1.500", "5e-324", "1.7976931348623157E308",
          "007", ".5", "5.", "1_000", "0x10", "1d", "1f", "True", "None", "null", "", "adam, \"x\""]


class World:
    def __init__(self, options):
        chance = random.Random(options.seed)
        self.runs = [self.run(chance, i) for i in range(options.runs)]
        self.same = same_points(options.points) if options.same else None
        self.points = {} if options.same else {
            run["experimentKey"]: some_points(chance, options.points) for run in self.runs
        }
        self.values = {run["experimentKey"]: some_values(chance, i) for i, run in enumerate(self.runs)}
        self.assets = {
            run["experimentKey"]: some_assets(chance, options.assets, options.asset_bytes) for run in self.runs
        }

    @staticmethod
    def run(chance, i):
        start = START + 1000 * i
        return {
            "experimentKey": f"{chance.getrandbits(128):032x}",
            "experimentName": None if i % 7 == 3 else f"run {i}, é",
            "workspaceName": "acme",
            "projectName": "truth",
            "projectId": "p-1",
            "archived": False,
            "durationMillis": 1500 + i,
            "startTimeMillis": start,
            "endTimeMillis": start + 1500 + i,
            "running": False,
            "hasCrashed": i % 5 == 0,
            "filePath": None,
            "fileName": None,
            "optimizationId": None,
            "userName": "ann",
            "throttle": False,
        }


def some_points(chance, count):
    """Points in an order that no export may keep: metrics mixed, steps shuffled, repeated and missing."""
    points = []
    for name in chance.sample(NAMES, chance.randint(1, len(NAMES))):
        own = []
        for i in range(count):
            step = None if chance.random() < 0.02 else i // 2 if chance.random() < 0.1 else i
            value = chance.choice(VALUES) if chance.random() < 0.1 else repr(chance.uniform(-1, 1))
            epoch = None if i % 3 else i // 3
            # Equal steps are distinguished by their time, and that is never equal.
            own.append((name, step, epoch, START + 10 * i + chance.randint(0, 9), value))
        if chance.random() < 0.5:
            chance.shuffle(own)
        points.append(own)
    if chance.random() < 0.3:
        mixed = [point for own in points for point in own]
        chance.shuffle(mixed)
        return mixed
    return [point for own in points for point in own]


def same_points(count):
    """(JSON, CSV without the key) of as many points of ten metrics, in order."""
    reply = ['{"metrics":[']
    rows = []
    each = count // 10
    for metric in range(10):
        name = f"metric_{metric}"
        for i in range(each):
            value = math.sin(i * 0.001 + metric)
            when = START + 100 * i
            reply.append(
                f'{{"metricName":"{name}","metricValue":"{value!r}","timestamp":{when},"step":{i},"epoch":null,'
                f'"runContext":null,"offset":{i + 1}}},'
            )
            rows.append(f",{name},{i},,{when},{value!r}\r\n")
    reply[-1] = reply[-1][:-1] + "]}"
    return "".join(reply).encode(), rows


def some_values(chance, i):
    return {
        "parameters": {"lr": repr(chance.random()), "opt, imizer": ["adam", "", "sgd"][i % 3], f"only.{i % 4}": "1"},
        "metrics": {"loss": chance.choice(VALUES), "acc": repr(chance.random())},
        "others": {"note": 'say "hi"\nthere' if i % 2 else "é"},
        "tags": ["best", "a,b"][: i % 3],
    }


def some_assets(chance, count, size):
    """(id, name, bytes) of as many files; every third has the name of the one before, as figures of a loop have."""
    assets = []
    for i in range(count):
        name = ASSETS[(i - 1 if i % 3 == 2 else i) % len(ASSETS)]
        assets.append((f"{chance.getrandbits(64):016x}", name, chance.randbytes(chance.randint(0, 2 * size))))
    return assets


def order(point):
    name, step, _, when, _ = point
    return name, (step is not None, step or 0), when


def write_truth(world, folder):
    with open(folder / "points.csv", "w", encoding="utf-8", newline="") as file:
        file.write("experiment_key,metric,step,epoch,timestamp,value\r\n")
        if world.same:
            for run in world.runs:
                key = run["experimentKey"]
                file.write("".join(key + row for row in world.same[1]))
        else:
            for run in world.runs:
                for name, step, epoch, when, value in sorted(world.points[run["experimentKey"]], key=order):
                    line(file, [run["experimentKey"], name, number(step), number(epoch), str(when), value])
    with open(folder / "runs.csv", "w", encoding="utf-8", newline="") as file:
        write_runs(world, file)


def write_files(world, folder):
    """As PROJECT/EXPERIMENT_KEY/NAME, with the id in front of the ending where a name is there twice."""
    for key, assets in world.assets.items():
        names = [name for _, name, _ in assets]
        for asset, name, content in assets:
            if names.count(name) > 1:
                stem, dot, ending = name.rpartition(".")
                name = f"{stem}_{asset}.{ending}" if dot else f"{name}_{asset}"
            place = folder / "files" / "truth" / key / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def number(value):
    return None if value is None else str(value)


def write_runs(world, file):
    """As text with None apart from "": Python's own writer would write both the same."""
    prefixes = [("params.", "parameters"), ("metrics.", "metrics"), ("others.", "others")]
    columns = []
    for prefix, kind in prefixes:
        columns += [(prefix + n, kind, n) for n in sorted({n for v in world.values.values() for n in v[kind]})]
    facts = "experiment_key experiment_name workspace project archived start_time end_time duration_seconds".split()
    line(file, facts + [c[0] for c in columns] + ["tags"])
    for run in world.runs:
        values = world.values[run["experimentKey"]]
        line(
            file,
            [run["experimentKey"], run["experimentName"], "acme", "truth", "false", moment(run["startTimeMillis"]),
             moment(run["endTimeMillis"]), f"{run['durationMillis'] / 1000:.3f}"]
            + [values[kind].get(name) for _, kind, name in columns]
            + [";".join(values["tags"]) or None],
        )


def line(file, cells):
    def cell(text):
        if text is None:
            return ""
        # Blanks at an end are quoted for the readers that trim.
        quoted = text != text.strip() or text == "" or any(c in text for c in ',"\r\n')
        return '"' + text.replace('"', '""') + '"' if quoted else text

    file.write(",".join(map(cell, cells)) + "\r\n")


def moment(millis):
    text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(millis // 1000))
    return text + (f".{millis % 1000:03d}Z" if millis % 1000 else "Z")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        url = urlsplit(self.path)
        arguments = {name: values[0] for name, values in parse_qs(url.query).items()}
        fault = self.server.fault()
        start = self.headers.get("Range", "")
        self.server.log(f"{url.path.rsplit('/api/rest/v2/', 1)[-1]} {arguments.get('experimentKey', '')} {fault or start}")
        body = self.answer(url.path, arguments)
        if body is FAILING:
            self.broken(body)
        elif isinstance(body, tuple) and fault is None:
            self.asset(*body)
        elif body is None:
            self.reply(404, b'{"msg":"no such thing","code":404}')
        elif fault is None:
            self.reply(200, body)
        else:
            getattr(self, fault)(body)

    def answer(self, path, arguments):
        world = self.server.world
        key = arguments.get("experimentKey")
        if path.endswith("/isAlive/ver"):
            return b'{"version":"4.40.1"}'
        endpoint = path.rsplit("/api/rest/v2/", 1)[-1]
        if endpoint == "projects":
            return text({"projects": [{"projectName": "truth"}]})
        if endpoint == "project":
            return text({"projectName": "truth", "projectId": "p-1", "workspaceName": "acme"})
        if endpoint == "experiments":
            rows = [] if arguments.get("archived") == "True" else world.runs
            if "page" in arguments:
                size = int(arguments["size"])
                page = int(arguments["page"])
                rows = rows[(page - 1) * size : page * size]
            return text({"experiments": rows})
        if key not in world.values or key in self.server.gone:
            return None
        if key in self.server.failing or self.server.fails_at_first(key):
            return FAILING
        if endpoint == "experiment/metadata":
            return text(next(run for run in world.runs if run["experimentKey"] == key))
        if endpoint in ("experiment/metrics/get-all", "experiment/parameters"):
            self.server.hold()
        if endpoint == "experiment/metrics/get-all":
            return world.same[0] if world.same else points(world.points[key])
        if endpoint == "experiment/metrics/get-metric":
            return points([p for p in world.points[key] if p[0] == arguments["metricName"]])
        if endpoint == "experiment/asset/list":
            return text({"assets": [
                {"assetId": asset, "fileName": name, "fileSize": len(content), "type": "asset", "step": None}
                for asset, name, content in world.assets[key]
            ]})
        if endpoint == "experiment/asset/get-asset":
            return next(a for a in world.assets[key] if a[0] == arguments["assetId"])
        if endpoint == "experiment/tags":
            return text({"tags": world.values[key]["tags"]})
        kind = {
            "experiment/parameters": "parameters",
            "experiment/metrics/summary": "metrics",
            "experiment/log-other": "others",
        }.get(endpoint)
        if kind is None:
            return None
        return text({"values": [{"name": n, "valueCurrent": v} for n, v in world.values[key][kind].items()]})

    def reply(self, status, body, content_type="application/json", **headers):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def asset(self, asset, name, content):
        """The bytes, or the bytes after an offset when the client names the content that it has the beginning of."""
        etag = f'"{asset}"'
        if self.headers.get("If-Match", etag) != etag:
            self.reply(412, b"")
            return
        start = int(self.headers.get("Range", "bytes=0-")[6:-1])
        if 0 < len(content) <= start:
            self.reply(416, b"")
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        middle = (start + len(content)) // 2
        self.wfile.write(content[start:middle])
        self.server.hold()
        self.wfile.write(content[middle:])

    # ---- faults

    def busy(self, body):
        self.reply(429, b'{"msg":"too many requests","code":429}')

    def busy_with_a_time(self, body):
        self.reply(429, b'{"msg":"too many requests","code":429}', Retry_After="0")

    def broken(self, body):
        self.reply(500, b'{"msg":"unexpected error","code":500,"data":null}')

    def gateway(self, body):
        self.reply(502, b"<html><body>502 Bad Gateway</body></html>", "text/html")

    def reset(self, body):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def truncated(self, body):
        self.half(body)
        self.close_connection = True

    def stall(self, body):
        self.half(body)
        self.wfile.flush()
        time.sleep(self.server.patience)
        self.close_connection = True

    def half(self, body):
        body = body[2] if isinstance(body, tuple) else body
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])

    def log_message(self, *_):
        pass


FAILING = object()
FAULTS = ["busy", "busy_with_a_time", "broken", "gateway", "reset", "truncated", "stall"]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, world, options):
        super().__init__(("127.0.0.1", 0), Handler)
        self.world = world
        self.answers_left = options.hold
        self.released = threading.Event()
        self.patience = 3
        self.failing = {run["experimentKey"] for run in world.runs[: options.fail]}
        self.gone = {run["experimentKey"] for run in world.runs[: options.gone]}
        self.first_failures = {run["experimentKey"]: options.first for run in world.runs[::3]}
        self.percent = options.faults
        self.chance = random.Random(options.seed + 1)
        self.faults = 0
        self.lock = threading.Lock()
        self.requests = open(options.folder / "requests.log", "w", encoding="utf-8")

    def hold(self):
        """Waits for the release, unless this is one of the first answers."""
        with self.lock:
            self.answers_left -= 1
            held = self.answers_left < 0
        if held:
            self.released.wait()

    def fault(self):
        with self.lock:
            if self.chance.random() * 100 >= self.percent:
                return None
            self.faults += 1
            return FAULTS[self.faults % len(FAULTS)]

    def fails_at_first(self, key):
        with self.lock:
            left = self.first_failures.get(key, 0)
            self.first_failures[key] = left - 1
            return left > 0

    def log(self, words):
        with self.lock:
            self.requests.write(words.strip() + "\n")
            self.requests.flush()

    def handle_error(self, request, client_address):
        pass


def text(value):
    return json.dumps(value).encode()


def points(rows):
    return text({
        "metrics": [
            {"metricName": name, "metricValue": value, "timestamp": when, "step": step, "epoch": epoch,
             "runContext": None, "offset": i}
            for i, (name, step, epoch, when, value) in enumerate(rows)
        ]
    })


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0)
    parser.add_argument("--hold", type=int, default=sys.maxsize)
    parser.add_argument("--same", action="store_true")
    parser.add_argument("--fail", type=int, default=0)
    parser.add_argument("--gone", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--assets", type=int, default=0)
    parser.add_argument("--asset-bytes", type=int, default=20_000)
    options = parser.parse_args()
    world = World(options)
    write_truth(world, options.folder)
    write_files(world, options.folder)
    server = Server(world, options)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    sys.stdin.readline()
    server.released.set()
    sys.stdin.read()


if __name__ == "__main__":
    main()
