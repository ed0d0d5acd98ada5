"""Makes multiplexed calls as src/docs/protocol.md specifies them, with nothing but sockets and msgpack. Takes the port."""

import io
import socket
import sys

import msgpack


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.input = self.socket.makefile("rb")
        self.last_id = 0
        self.chunks = {}
        self.send("HELLO", "3")
        hello = self.read()
        assert hello[b"tino"] == 1 and hello[b"tino_max_calls"] >= 1000, hello

    def send(self, *elements):
        request = b"*%d\r\n" % len(elements)
        for element in elements:
            data = element if isinstance(element, bytes) else str(element).encode()
            request += b"$%d\r\n%b\r\n" % (len(data), data)
        self.socket.sendall(request)

    def call(self, name, *arguments, **headers):
        self.last_id += 1
        encoded = msgpack.packb({key.replace("_", "-"): value for key, value in headers.items()}) if headers else b""
        self.send("TINO.CALL", self.last_id, encoded, name, *map(msgpack.packb, arguments))
        return self.last_id

    def end(self):
        """Return the id and the result of the call that is over next."""
        kind, call, *rest = self.push()
        if kind == b"tino.reply":
            return call, msgpack.unpackb(rest[0])
        assert kind == b"tino.error", kind
        return call, rest[0].decode()

    def result(self, name, *arguments):
        """Call and wait."""
        call = self.call(name, *arguments)
        ended, result = self.end()
        assert ended == call
        return result

    def push(self):
        kind, call, *rest = push = self.read()
        if kind != b"tino.chunk":
            return push
        remaining, data = rest
        self.chunks[call] = self.chunks.get(call, b"") + data
        if remaining:
            return self.push()
        return read_from(io.BytesIO(self.chunks.pop(call)))

    def read(self):
        return read_from(self.input)


def read_from(source):
    line = source.readline()
    kind, rest = line[:1], line[1:-2]
    if kind in b"+-":
        return rest
    if kind == b":":
        return int(rest)
    if kind == b"$":
        data = source.read(int(rest) + 2)
        return data[:-2]
    if kind == b"_":
        return None
    if kind in b"*>~":
        return [read_from(source) for _ in range(int(rest))]
    if kind == b"%":
        return {read_from(source): read_from(source) for _ in range(int(rest))}
    raise AssertionError(line)


def overtaking(connection):
    slow = connection.call("SLEEP", 300)
    fast = connection.call("ADD", 1, {"value": 2})
    assert connection.end() == (fast, 3)
    assert connection.end() == (slow, 300)


def in_order_beside(connection):
    slow = connection.call("SLEEP", 200)
    connection.send("PING")
    assert connection.read() == b"PONG"
    assert connection.end() == (slow, 200)


def errors(connection):
    call = connection.call("ADD", "one", {"value": 2})
    assert connection.end() == (
        call, 'VALIDATION_ERROR ["command", "a"] "value is not a valid integer" "type_error.integer"')
    call = connection.call("NO_SUCH")
    assert connection.end() == (call, "INVALID_COMMAND NO_SUCH")


def cancellation(connection):
    call = connection.call("SLEEP", 30_000)
    connection.send("TINO.CANCEL", call)
    assert connection.end()[1].startswith("CANCELLED")
    connection.send("TINO.CANCEL", call)
    assert connection.result("ADD", 1, {"value": 1}) == 2


def deadlines(connection):
    call = connection.call("SLEEP", 30_000, deadline_ms=100)
    ended, error = connection.end()
    assert ended == call and error.startswith("DEADLINE_EXCEEDED") and "not run" not in error, error
    call = connection.call("SLEEP", 1, deadline_ms=0)
    assert connection.end()[1].startswith("DEADLINE_EXCEEDED not run")


def large_replies(connection):
    text = "\U0001f600" * 100_000
    calls = {connection.call("TINO_ECHO_SIMPLE", text) for _ in range(3)}
    small = connection.call("ADD", 1, {"value": 2})
    ends = dict(connection.end() for _ in range(4))
    assert ends.pop(small) == 3
    assert ends == {call: text for call in calls}


for check in overtaking, in_order_beside, errors, cancellation, deadlines, large_replies:
    check(Connection(int(sys.argv[1])))
print("ok")
