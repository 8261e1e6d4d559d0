"""Runs a command in a pseudo terminal and tells what is on its screen.

The other side writes one JSON object a line to standard input and reads one back for each. The first one starts
the command: {"command": [...], "columns": 80, "rows": 24, "environment": {...}, "folder": "...", "answers": {...}}, where
"answers" is what this terminal replies to a question, beside what the emulator does automatically. Then:

  {"do": "keys", "text": "..."}                    writes to the terminal's keyboard
  {"do": "resize", "columns": 40, "rows": 24}      the window changes, and the program gets SIGWINCH
  {"do": "screen"}      {"lines", "row", "column", "scrolled", "ended"}: the screen, the cursor, how many lines have
                        left it at the top, and the exit status or null
  {"do": "scrolled"}    {"lines"}: the lines that have left the screen at the top
  {"do": "styles", "row": 3}  {"styles"}: for each cell of a row its foreground colour, with "+" before it when bold
  {"do": "written"}     {"text"}: every byte that the program has written, as Latin-1
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

import pyte

LINES_KEPT = 200_000
# Device control and application strings (sixel and kitty pictures): the emulator would show them as text.
PICTURE = re.compile(r"\x1b[P_].*?\x1b\\", re.DOTALL)


class Window:
    def __init__(self, command, columns, rows, environment, folder, answers):
        self.answers = answers
        self.written = bytearray()
        self.pending = ""
        self.undecoded = b""
        self.status = None
        self.ending = False
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.chdir(folder)
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        self.screen = pyte.HistoryScreen(columns, rows, history=LINES_KEPT)
        self.screen.write_process_input = self.keys
        self.stream = pyte.Stream(self.screen)
        self.resize(columns, rows)

    def resize(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def keys(self, text):
        data = text.encode("utf-8")
        while data and self.status is None:
            # A program that does not read leaves the keyboard's buffer full; what it writes must be taken meanwhile.
            readable, writable, _ = select.select([self.fd], [self.fd], [], 1)
            if readable:
                self.read()
            if writable:
                data = data[os.write(self.fd, data[:512]) :]

    def read(self):
        try:
            more = os.read(self.fd, 65536)
        except OSError:  # on Linux, the end of a pseudo terminal
            more = b""
        if not more:
            if self.ending:
                _, status = os.waitpid(self.pid, 0)
                self.status = os.waitstatus_to_exitcode(status)
            else:
                # The kernel may tell the end before the last of what was written has come through.
                self.ending = True
                time.sleep(0.05)
            return
        self.written += more
        self.undecoded += more
        try:
            text, self.undecoded = self.undecoded.decode("utf-8"), b""
        except UnicodeDecodeError as error:
            if len(self.undecoded) - error.start < 4:  # a character of which the rest is still to come
                text = self.undecoded[: error.start].decode("utf-8")
                self.undecoded = self.undecoded[error.start :]
            else:
                text, self.undecoded = self.undecoded.decode("utf-8", "replace"), b""
        # The attributes come last, as a program takes them for the end of all answers.
        for question in sorted(self.answers, key=lambda question: question == "\x1b[c"):
            if question in text:
                self.keys(self.answers[question])
                text = text.replace(question, "")
        self.show(text)

    def show(self, text):
        text = PICTURE.sub("", self.pending + text)
        begun = max(text.rfind("\x1bP"), text.rfind("\x1b_"))
        if begun < 0 and text.endswith("\x1b"):
            begun = len(text) - 1
        self.pending = text[begun:] if begun >= 0 else ""
        self.stream.feed(text[:begun] if begun >= 0 else text)

    def line(self, cells):
        return "".join(cells[column].data for column in range(self.screen.columns)).rstrip()

    def answer(self, request):
        what = request["do"]
        if what == "keys":
            self.keys(request["text"])
        elif what == "resize":
            self.resize(request["columns"], request["rows"])
        elif what == "screen":
            return {
                "lines": [line.rstrip() for line in self.screen.display],
                "row": self.screen.cursor.y,
                "column": self.screen.cursor.x,
                "scrolled": len(self.screen.history.top),
                "ended": self.status,
            }
        elif what == "scrolled":
            return {"lines": [self.line(cells) for cells in self.screen.history.top]}
        elif what == "styles":
            cells = self.screen.buffer[request["row"]]
            styles = [cells[column] for column in range(self.screen.columns)]
            return {"styles": [("+" if cell.bold else "") + cell.fg for cell in styles]}
        elif what == "written":
            return {"text": self.written.decode("latin-1")}
        else:
            raise ValueError("no request %r" % what)
        return {}

    def close(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def main():
    window = Window(**json.loads(sys.stdin.readline()))
    print("{}", flush=True)
    requests = sys.stdin.fileno()
    begun = b""
    try:
        while True:
            watched = [requests] if window.status is not None else [requests, window.fd]
            ready, _, _ = select.select(watched, [], [])
            if window.fd in ready:
                window.read()
            if requests in ready:
                more = os.read(requests, 1 << 20)
                if not more:
                    return
                *lines, begun = (begun + more).split(b"\n")
                for line in lines:
                    print(json.dumps(window.answer(json.loads(line))), flush=True)
    finally:
        window.close()


if __name__ == "__main__":
    main()
