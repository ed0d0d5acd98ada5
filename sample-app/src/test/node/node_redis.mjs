// Calls the sample by node-redis with MessagePack arguments. Takes the port.
import assert from 'node:assert/strict';
import { decode, encode } from '@msgpack/msgpack';
import { createClient, createClientPool, ErrorReply, RESP_TYPES } from 'redis';

const socket = { host: '127.0.0.1', port: Number(process.argv[2]) };
const tina = { username: 'tina', password: 'tinaspassword' };
const leaf = { a: 1, b: true, c: [], d: {}, e: 'e', f: 'f', g: 'g', h: 'h', i: 'i' };
const model = { ...leaf, c: [leaf, leaf], d: { x: leaf } };

const pack = (value) => Buffer.from(encode(value));

async function connect(options) {
  const client = createClient({ socket, ...options });
  client.on('error', (error) => client.isOpen && console.log('connection:', error.message));
  return client.connect();
}

// Replies are bytes, not text: the type mapping says so
async function call(client, name, ...args) {
  const options = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };
  return decode(await client.sendCommand([name, ...args.map(pack)], options));
}

async function calls(RESP) {
  const client = await connect({ RESP, name: 'node' });
  assert.equal(await client.clientGetName(), 'node');
  assert.equal(await client.ping(), 'PONG');
  assert.equal(await call(client, 'ADD', 1, { value: 2 }), 3);
  assert.deepEqual(await call(client, 'TINO_ECHO_COMPLEX', model), model);
  assert.equal(await call(client, 'INCREMENT', 5), null);

  // What is called in one turn of the event loop is sent as a pipeline
  const numbers = [...Array(1000).keys()];
  const sums = await Promise.all(numbers.map((number) => call(client, 'ADD', number, { value: 1 })));
  assert.deepEqual(sums, numbers.map((number) => number + 1));

  await assert.rejects(call(client, 'ADD', 'one', { value: 2 }), (error) => error instanceof ErrorReply
    && error.message === 'VALIDATION_ERROR ["command", "a"] "value is not a valid integer" "type_error.integer"');
  await assert.rejects(call(client, 'WHOAMI'), (error) => error instanceof ErrorReply
    && error.message.startsWith('PERMISSION_DENIED'));
  await client.close();
}

async function authentication(RESP) {
  const client = await connect({ RESP, ...tina });
  assert.equal(await call(client, 'WHOAMI'), 'tina');
  await client.close();
  await assert.rejects(connect({ RESP, ...tina, password: 'wrong', socket: { ...socket, reconnectStrategy: false } }),
    /WRONGPASS/);
}

async function pool() {
  const clients = await createClientPool({ socket, ...tina }, { minimum: 2, maximum: 5 }).connect();
  const names = await Promise.all([...Array(100)].map(() => clients.execute((client) => call(client, 'WHOAMI'))));
  assert.deepEqual(new Set(names), new Set(['tina']));
  await clients.close();
}

async function reconnect() {
  const admin = await connect(tina);
  const subscriber = createClient({ socket, ...tina, name: 'again' });
  subscriber.on('error', (error) => assert.match(error.message, /Socket closed unexpectedly/));
  await subscriber.connect();
  const message = new Promise((resolve) => subscriber.subscribe('node_redis.again', resolve));
  const ready = new Promise((resolve) => subscriber.once('ready', resolve));
  assert.equal(await admin.clientKill({ filter: 'ID', id: await subscriber.clientId() }), 1);
  await ready;
  assert.equal(await subscriber.clientGetName(), 'again');
  assert.equal(await admin.publish('node_redis.again', 'still here'), 1);
  assert.equal(await message, 'still here');
  assert.equal(await call(subscriber, 'WHOAMI'), 'tina');
  await Promise.all([admin.close(), subscriber.close()]);
}

async function messages(RESP) {
  const publisher = await connect({ RESP });
  const subscriber = await connect({ RESP });
  const received = [];
  let arrived;
  const message = () => new Promise((resolve) => { arrived = resolve; });
  const listener = (payload, channel) => {
    received.push([channel.toString(), decode(payload)]);
    arrived();
  };
  await subscriber.subscribe('node_redis.news', listener, true);
  await subscriber.pSubscribe('node_redis.weather.*', listener, true);

  let next = message();
  assert.equal(await publisher.publish('node_redis.news', pack({ text: 'hello' })), 1);
  await next;
  next = message();
  assert.equal(await publisher.publish('node_redis.weather.rome', pack(30)), 1);
  await next;
  assert.deepEqual(received, [['node_redis.news', { text: 'hello' }], ['node_redis.weather.rome', 30]]);

  assert.equal(await subscriber.ping(), (RESP === 3) ? 'PONG' : 'pong');
  if (RESP === 3) {
    assert.equal(await call(subscriber, 'ADD', 1, { value: 2 }), 3);
  }
  assert.deepEqual(await publisher.pubSubNumSub('node_redis.news'), { 'node_redis.news': 1 });
  await subscriber.unsubscribe('node_redis.news');
  await subscriber.pUnsubscribe();
  assert.equal(await publisher.publish('node_redis.news', 'nobody'), 0);
  assert.equal(await call(subscriber, 'ADD', 1, { value: 2 }), 3);
  await Promise.all([publisher.close(), subscriber.close()]);
}

async function transactions(RESP) {
  const client = await connect({ RESP });
  // Replies of a transaction are always read as text, whence the JSON
  const replies = await client.multi()
    .addCommand(['TINO.JSON', 'ADD', '1', '{"value": 2}'])
    .ping()
    .addCommand(['TINO.JSON', 'ADD', '3', '{"value": 4}'])
    .exec();
  assert.deepEqual(replies, ['3', 'PONG', '7']);
  await assert.rejects(client.multi().addCommand(['NOPE']).ping().exec(), ErrorReply);
  assert.equal(await call(client, 'ADD', 1, { value: 2 }), 3);
  await client.close();
}

for (const RESP of [3, 2]) { // 3 is the default
  await calls(RESP);
  await authentication(RESP);
  await messages(RESP);
  await transactions(RESP);
}
await pool();
await reconnect();
console.log('ok');
