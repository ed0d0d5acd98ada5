"""Calls the sample by redis-py with MessagePack arguments. Takes the port."""

import sys
from concurrent.futures import ThreadPoolExecutor

import msgpack
import redis

SERVER = {"host": "127.0.0.1", "port": int(sys.argv[1])}
TINA = {"username": "tina", "password": "tinaspassword"}
MODERN = int(redis.__version__.split(".")[0]) >= 5  # knows RESP3, and tries again by default
LEAF = {"a": 1, "b": True, "c": [], "d": {}, "e": "e", "f": "f", "g": "g", "h": "h", "i": "i"}
MODEL = dict(LEAF, c=[LEAF, LEAF], d={"x": LEAF})
VALUES = (None, True, 0, -1, 2**63 - 1, -2**63, 2**64 - 1, 1.5, "text", b"\x00\xff", [1, [2]], {"a": {"b": None}})


def connect(**options):
    return redis.Redis(**SERVER, **options)


def call(client, name, *arguments):
    return msgpack.unpackb(client.execute_command(name, *map(msgpack.packb, arguments)))


def error_of(action, *arguments):
    try:
        result = action(*arguments)
    except redis.RedisError as error:
        return error
    raise AssertionError(f"{arguments} is answered {result}")


def calls(**protocol):
    client = connect(**protocol, client_name="python")
    assert client.client_getname() == "python"
    assert client.ping()
    assert call(client, "ADD", 1, {"value": 2}) == 3
    assert call(client, "TINO_ECHO_SIMPLE", "\U0001f600" * 1234) == "\U0001f600" * 1234
    assert call(client, "TINO_ECHO_COMPLEX", MODEL) == MODEL
    for value in VALUES:
        assert call(client, "ECHO_VALUE", value) == value, value
    assert call(client, "INCREMENT", 5) is None
    note = call(client, "CREATE_NOTE", {"text": "from Python", "completed": True})
    assert note["text"] == "from Python" and note["id"] > 0
    assert note in call(client, "READ_NOTES")


def errors(**protocol):
    client = connect(**protocol)
    error = error_of(call, client, "ADD", "one", {"value": 2})
    assert isinstance(error, redis.ResponseError), error
    assert str(error) == 'VALIDATION_ERROR ["command", "a"] "value is not a valid integer" "type_error.integer"', error
    error = error_of(call, client, "WHOAMI")
    assert isinstance(error, redis.ResponseError) and str(error).startswith("PERMISSION_DENIED"), error


def authentication(**protocol):
    assert call(connect(**protocol, **TINA), "WHOAMI") == "tina"
    assert call(connect(**protocol, password=TINA["password"]), "WHOAMI") == "tina"
    error = error_of(connect(**protocol, password="wrong").ping)
    assert isinstance(error, redis.RedisError) and "invalid username-password pair" in str(error), error


def many_calls(**protocol):
    client = connect(**protocol)
    sums = list(range(1, 1001))
    pipeline = client.pipeline(transaction=False)
    for i in range(1000):
        pipeline.execute_command("ADD", msgpack.packb(i), msgpack.packb({"value": 1}))
    assert [msgpack.unpackb(reply) for reply in pipeline.execute()] == sums
    with ThreadPoolExecutor(20) as threads:  # each takes a connection from the client's pool
        assert list(threads.map(lambda i: call(client, "ADD", i, {"value": 1}), range(1000))) == sums


def next_message(subscriber):
    message = subscriber.get_message(timeout=10)
    assert message is not None, "no message"
    return message


def messages(**protocol):
    publisher = connect(**protocol)
    with connect(**protocol).pubsub() as subscriber:
        subscriber.subscribe("py.news")
        assert next_message(subscriber)["type"] == "subscribe"
        subscriber.psubscribe("py.weather.*")
        assert next_message(subscriber)["data"] == 2

        assert publisher.publish("py.news", msgpack.packb({"text": "hello"})) == 1
        message = next_message(subscriber)
        assert (message["type"], message["channel"]) == ("message", b"py.news"), message
        assert msgpack.unpackb(message["data"]) == {"text": "hello"}
        assert publisher.publish("py.weather.rome", msgpack.packb(30)) == 1
        message = next_message(subscriber)
        assert (message["pattern"], message["channel"]) == (b"py.weather.*", b"py.weather.rome"), message
        assert msgpack.unpackb(message["data"]) == 30

        assert publisher.pubsub_numsub("py.news") == [(b"py.news", 1)]
        subscriber.ping("still here")
        assert next_message(subscriber)["data"] == b"still here"
        subscriber.unsubscribe("py.news")
        assert next_message(subscriber)["type"] == "unsubscribe"
        subscriber.punsubscribe()
        assert next_message(subscriber)["data"] == 0
        assert publisher.publish("py.news", "nobody") == 0


def transactions(**protocol):
    client = connect(**protocol)
    with client.pipeline() as transaction:
        transaction.execute_command("ADD", msgpack.packb(1), msgpack.packb({"value": 2}))
        transaction.ping()
        transaction.execute_command("ADD", msgpack.packb(3), msgpack.packb({"value": 4}))
        first, pong, second = transaction.execute()
        assert (msgpack.unpackb(first), pong, msgpack.unpackb(second)) == (3, True, 7)
        transaction.execute_command("NOPE")
        transaction.ping()
        assert isinstance(error_of(transaction.execute), redis.ResponseError)
    assert call(client, "ADD", 1, {"value": 2}) == 3


def reconnect():
    admin = connect(**TINA)
    client = connect(**TINA, client_name="again")
    with client.pubsub() as subscriber:
        subscriber.subscribe("py.again")
        assert next_message(subscriber)["type"] == "subscribe"
        assert client.ping()
        for connection in admin.client_list():
            if connection["name"] == "again":
                assert admin.client_kill_filter(_id=connection["id"]) == 1
        assert call(client, "WHOAMI") == "tina"
        assert client.client_getname() == "again"
        assert next_message(subscriber)["type"] == "subscribe"
        assert admin.publish("py.again", "still here") == 1
        assert next_message(subscriber)["data"] == b"still here"


for protocol in ({}, {"protocol": 2}, {"protocol": 3}) if MODERN else ({},):
    for part in calls, errors, authentication, many_calls, messages, transactions:
        part(**protocol)
if MODERN:
    reconnect()
print("ok", redis.__version__)
