"""Runs a command in a real pseudo terminal and presses keys, step by step, as a person would.

usage: pty_session.py ROWS COLUMNS COMMAND [ARG...] < steps

Steps, one a line, with tabs between their parts:
  send TEXT          press these keys
  expect SECONDS TEXT  wait until TEXT shows up in what came since the last match; prints "ms TEXT"
  insist SECONDS KEYS TEXT  press KEYS, each second again, until TEXT shows up
  absent TEXT        TEXT must not be in what came since the last match
  pause SECONDS      do nothing for so long
  leave SECONDS      wait for the command to end; prints "left STATUS"
In TEXT \\t, \\r, \\n, \\x03 and the like are understood. Escape sequences and bells are taken out of what
the command writes before it is compared. The first step that fails ends the run with status 1 and the
whole of what was written on stderr. Needs only Python 3.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

ESCAPE = re.compile(r"\x1b(\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][0-9A-Za-z]|[=>78cMDE])")


def unescaped(text):
    return re.sub(r"\\(x[0-9a-fA-F]{2}|.)", lambda found: found.group(0).encode().decode("unicode_escape"), text)


class Failed(Exception):
    pass


class Session:
    def __init__(self, rows, columns, command):
        self.raw = b""
        self.matched = 0
        self.status = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def text(self):
        text = self.raw.decode("utf-8", "ignore")
        # A sequence that has come only in part is left for the next look, or later positions would shift.
        last = text.rfind("\x1b")
        if last >= 0 and not ESCAPE.match(text, last):
            text = text[:last]
        return ESCAPE.sub("", text).replace("\x07", "").replace("\r\n", "\n")

    def read(self, seconds):
        """Takes in what the command writes within so long; False at its end."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            more = os.read(self.fd, 65536)
        except OSError:  # on Linux, the end of a pseudo terminal
            more = b""
        self.raw += more
        return bool(more)

    def send(self, keys):
        os.write(self.fd, unescaped(keys).encode("utf-8"))

    def expect(self, seconds, wanted):
        start = time.monotonic()
        alive = True
        while True:
            text = self.text()
            at = text.find(wanted, self.matched)
            if at >= 0:
                self.matched = at + len(wanted)
                return int((time.monotonic() - start) * 1000)
            left = start + seconds - time.monotonic()
            if left <= 0 or not alive:
                raise Failed("%r did not come within %s s" % (wanted, seconds))
            alive = self.read(min(left, 0.05))

    def insist(self, seconds, keys, wanted):
        end = time.monotonic() + seconds
        while True:
            self.send(keys)
            try:
                return self.expect(1, wanted)
            except Failed:
                if time.monotonic() > end:
                    raise

    def absent(self, unwanted):
        while self.read(0.05) and select.select([self.fd], [], [], 0)[0]:
            pass
        if unwanted in self.text()[self.matched :]:
            raise Failed("%r came" % unwanted)

    def pause(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.read(max(0, end - time.monotonic())):
            pass

    def leave(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
        raise Failed("it did not end within %s s" % seconds)

    def close(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def run(session, line):
    words = line.split("\t")
    if words[0] == "send":
        session.send("\t".join(words[1:]))
    elif words[0] == "expect":
        millis = session.expect(float(words[1]), unescaped(words[2]))
        print("%d %s" % (millis, words[2]))
    elif words[0] == "insist":
        session.insist(float(words[1]), words[2], unescaped(words[3]))
    elif words[0] == "absent":
        session.absent(words[1])
    elif words[0] == "pause":
        session.pause(float(words[1]))
    elif words[0] == "leave":
        print("left %s" % session.leave(float(words[1])))
    else:
        raise Failed("no step %r" % words[0])


def main():
    session = Session(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
    try:
        for line in sys.stdin.read().splitlines():
            run(session, line)
    except Failed as failure:
        print("%s\n--- what was written:\n%s" % (failure, session.text()), file=sys.stderr)
        return 1
    finally:
        session.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
