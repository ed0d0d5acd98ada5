"""Calls the sample by redis-py with MessagePack arguments. Takes the port."""

import sys

import msgpack
import redis

port = int(sys.argv[1])
client = redis.Redis(host="127.0.0.1", port=port)
assert client.ping()


def call(name, *arguments):
    return msgpack.unpackb(client.execute_command(name, *(msgpack.packb(argument) for argument in arguments)))


assert call("ADD", 1, {"value": 2}) == 3
assert call("TINO_ECHO_SIMPLE", "\U0001f600" * 1234) == "\U0001f600" * 1234
leaf = {"a": 1, "b": True, "c": [], "d": {}, "e": "e", "f": "f", "g": "g", "h": "h", "i": "i"}
model = dict(leaf, c=[leaf, leaf], d={"x": leaf})
assert call("TINO_ECHO_COMPLEX", model) == model
for value in (None, True, 0, -1, 2**63 - 1, -2**63, 2**64 - 1, 1.5, "text", b"\x00\xff", [1, [2]], {"a": {"b": None}}):
    assert call("ECHO_VALUE", value) == value, value
assert call("INCREMENT", 5) is None
note = call("CREATE_NOTE", {"text": "from Python", "completed": True})
assert note["text"] == "from Python" and note["id"] > 0
assert note in call("READ_NOTES")

pipeline = client.pipeline(transaction=False)
for i in range(1000):
    pipeline.execute_command("ADD", msgpack.packb(i), msgpack.packb({"value": 1}))
assert [msgpack.unpackb(reply) for reply in pipeline.execute()] == list(range(1, 1001))

try:
    call("ADD", "one", {"value": 2})
    raise AssertionError("ADD took a text for a number")
except redis.ResponseError as error:
    assert str(error) == 'VALIDATION_ERROR ["command", "a"] "value is not a valid integer" "type_error.integer"', error
try:
    call("WHOAMI")
    raise AssertionError("WHOAMI answered nobody")
except redis.ResponseError as error:
    assert str(error).startswith("PERMISSION_DENIED"), error

tina = redis.Redis(host="127.0.0.1", port=port, password="tinaspassword", client_name="python")
assert msgpack.unpackb(tina.execute_command("WHOAMI")) == "tina"
assert tina.client_getname() == "python"
try:
    redis.Redis(host="127.0.0.1", port=port, password="wrong").ping()
    raise AssertionError("a wrong password was taken")
except redis.RedisError as error:
    assert "invalid username-password pair" in str(error), error
print("ok")
