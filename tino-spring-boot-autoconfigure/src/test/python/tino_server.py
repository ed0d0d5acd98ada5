"""A small server on python3-msgpack, with RESP framing of its own.

It behaves as Python Tino does: it knows no HELLO, takes a bare password, answers
results as MessagePack in bulk strings, and closes the connection after an error.
Prints the port that it listens on.
"""

import asyncio
import json

import msgpack


async def read_request(reader):
    head = await reader.readline()
    if not head:
        return None
    assert head[:1] == b"*", head
    request = []
    for _ in range(int(head[1:])):
        length = await reader.readline()
        assert length[:1] == b"$", length
        request.append(await reader.readexactly(int(length[1:])))
        assert await reader.readexactly(2) == b"\r\n"
    return request


class Connection:

    def __init__(self):
        self.user = None
        self.count = 0

    def add(self, a, b):
        if not isinstance(a, int):
            location = json.dumps(["command", "a"])
            raise ValueError(f'VALIDATION_ERROR {location} "value is not a valid integer" "type_error.integer"')
        return a + b["value"]

    def echo(self, value):
        return value

    def increment(self, by):
        self.count += by

    def get_count(self):
        return self.count

    def whoami(self):
        if not self.user:
            raise ValueError("PERMISSION_DENIED")
        return self.user

    def call(self, name, arguments):
        commands = {b"ADD": self.add, b"ECHO_VALUE": self.echo, b"INCREMENT": self.increment,
                    b"GET_COUNT": self.get_count, b"WHOAMI": self.whoami}
        if name == b"PING":
            return b"+PONG\r\n"
        if name == b"AUTH":
            self.user = {b"tinaspassword": "tina"}.get(arguments[0]) if len(arguments) == 1 else None
            if not self.user:
                raise ValueError("PERMISSION_DENIED")
            return b"+OK\r\n"
        if name not in commands:
            raise ValueError("INVALID_COMMAND " + name.decode())
        result = msgpack.packb(commands[name](*(msgpack.unpackb(argument) for argument in arguments)))
        return b"$%d\r\n%b\r\n" % (len(result), result)


async def serve(reader, writer):
    connection = Connection()
    try:
        while True:
            request = await read_request(reader)
            if request is None:
                break
            if request == [b"HANG"]:
                await asyncio.Event().wait()
            try:
                writer.write(connection.call(request[0], request[1:]))
            except ValueError as error:
                writer.write(f"-{error}\r\n".encode())
                break
            await writer.drain()
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
