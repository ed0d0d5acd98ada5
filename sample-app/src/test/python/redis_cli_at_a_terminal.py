"""Types at redis-cli as a person does at a terminal, and reads what it shows. Takes the port."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

CLI = ["redis-cli", "-p", sys.argv[1]]
TINA = ["--user", "tina", "--pass", "tinaspassword", "--no-auth-warning"]
QUIET = {"TERM": "xterm", "REDISCLI_HISTFILE": "/dev/null", "REDISCLI_RCFILE": "/dev/null"}
GREY = "\x1b[0;90;49m"
# Keys, memory, clients, blocked clients, requests and connections
STATISTICS = re.compile(r"\d+ +[\d.]+[BKMG] +\d+ +\d+ +\d+ \(\+\d+\) +\d+")
TIMEOUT_SECONDS = 10


class Terminal:
    """A terminal of 24 lines that redis-cli runs at."""

    def __init__(self, *options):
        self.unread = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execvpe(CLI[0], [*CLI, *options], {**os.environ, **QUIET})
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def wait_for(self, *texts):
        """Reads until each of the texts has been shown, in this order, and returns what precedes the last."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        for text in texts:
            while text not in self.unread:
                ready, _, _ = select.select([self.terminal], [], [], deadline - time.monotonic())
                assert ready, f"{text!r} is not shown, but {self.unread!r}"
                self.unread += os.read(self.terminal, 65536).decode(errors="replace")
            shown, _, self.unread = self.unread.partition(text)
        return shown


def redis_cli(*arguments):
    return subprocess.run([*CLI, *arguments], capture_output=True, text=True, check=True).stdout


def completes_and_hints():
    for options in [], ["-3"]:
        with Terminal(*options) as terminal:
            terminal.wait_for("> ")
            terminal.type("add ")
            terminal.wait_for(GREY + "a b")
            terminal.type("1 ")
            terminal.wait_for(GREY + "b")
            terminal.type("\x15create_n\t")  # Ctrl-U empties the line
            terminal.wait_for("CREATE_NOTE")
            terminal.type("\x15help add\r")
            terminal.wait_for("ADD", "a b", "summary:", "CalculatorEndpoint.add", "since:", "group:", "> ")


def calls():
    with Terminal() as terminal:
        terminal.wait_for("> ")
        terminal.type("TINO.JSON ADD 1 '{\"value\": 2}'\r")
        terminal.wait_for('\r\n"3"\r\n', "> ")
        terminal.type("TINO.JSON ADD one 2\r")
        terminal.wait_for("(error) INVALID_MSGPACK", "> ")
        terminal.type("AUTH tina tinaspassword\r")
        terminal.wait_for("OK\r\n", "> ")
        terminal.type("HELLO 3\r")
        terminal.wait_for('"tino"', "(empty array)", "> ")  # the replies of RESP3 have arrows, too
        terminal.type("TINO.JSON WHOAMI\r")
        terminal.wait_for('"\\"tina\\""', "> ")


def shows_transactions():
    with Terminal() as terminal:
        terminal.wait_for("> ")
        terminal.type("MULTI\r")
        terminal.wait_for("OK\r\n", "(TX)> ")
        terminal.type("TINO.JSON ADD 1 '{\"value\": 2}'\r")
        terminal.wait_for("QUEUED\r\n", "(TX)> ")
        terminal.type("EXEC\r")
        terminal.wait_for('1) "3"\r\n', "> ")


def subscribes():
    for options in [], ["-3"]:
        with Terminal(*options) as terminal:
            terminal.wait_for("> ")
            terminal.type("SUBSCRIBE cli.news\r")
            terminal.wait_for('"subscribe"', '"cli.news"', "(integer) 1")
            assert redis_cli("PUBLISH", "cli.news", "hello") == "1\n"
            terminal.wait_for('"message"', '"cli.news"', '"hello"')


def monitors():
    with Terminal(*TINA) as terminal:
        terminal.wait_for("> ")
        terminal.type("MONITOR\r")
        terminal.wait_for("OK\r\n")
        assert redis_cli("TINO.JSON", "ADD", "1", '{"value": 2}') == "3\n"
        terminal.wait_for("[0 127.0.0.1:", '"ADD"')


def shows_statistics():
    with Terminal("--stat", "-i", "0.1") as terminal:
        terminal.wait_for("keys", "mem", "clients", "blocked", "requests", "connections", "\n")
        for _ in range(2):
            line = terminal.wait_for("\n")
            assert STATISTICS.fullmatch(line.strip()), f"{line!r} is no line of statistics"


for part in completes_and_hints, calls, shows_transactions, subscribes, monitors, shows_statistics:
    part()
print("ok")
