// Calls the sample by ioredis with MessagePack arguments. Takes the port.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { decode, encode } from '@msgpack/msgpack';
import { Redis, ReplyError } from 'ioredis';

const server = { host: '127.0.0.1', port: Number(process.argv[2]) };
const tina = { username: 'tina', password: 'tinaspassword' };
const leaf = { a: 1, b: true, c: [], d: {}, e: 'e', f: 'f', g: 'g', h: 'h', i: 'i' };
const model = { ...leaf, c: [leaf, leaf], d: { x: leaf } };

const pack = (value) => Buffer.from(encode(value));

function connect(options) {
  const redis = new Redis({ ...server, ...options });
  redis.on('error', (error) => console.log('connection:', error.message));
  return redis;
}

// callBuffer, as replies are bytes and not text
async function call(redis, name, ...args) {
  return decode(await redis.callBuffer(name, ...args.map(pack)));
}

async function calls(protocol) {
  const redis = connect({ protocol, connectionName: 'node' });
  assert.equal(await redis.client('GETNAME'), 'node');
  assert.equal(await redis.ping(), 'PONG');
  assert.equal(await call(redis, 'ADD', 1, { value: 2 }), 3);
  assert.deepEqual(await call(redis, 'TINO_ECHO_COMPLEX', model), model);
  assert.equal(await call(redis, 'INCREMENT', 5), null);
  await assert.rejects(call(redis, 'ADD', 'one', { value: 2 }), (error) => error instanceof ReplyError
    && error.message === 'VALIDATION_ERROR ["command", "a"] "value is not a valid integer" "type_error.integer"');
  await assert.rejects(call(redis, 'WHOAMI'), (error) => error instanceof ReplyError
    && error.message.startsWith('PERMISSION_DENIED'));
  await redis.quit();
}

async function manyCalls(protocol) {
  const redis = connect({ protocol });
  const numbers = [...Array(1000).keys()];
  const sums = numbers.map((number) => number + 1);
  assert.deepEqual(await Promise.all(numbers.map((number) => call(redis, 'ADD', number, { value: 1 }))), sums);
  const pipeline = redis.pipeline();
  numbers.forEach((number) => pipeline.callBuffer('ADD', pack(number), pack({ value: 1 })));
  assert.deepEqual((await pipeline.exec()).map(([error, reply]) => error ?? decode(reply)), sums);
  await redis.quit();
}

async function authentication(protocol) {
  const redis = connect({ protocol, ...tina });
  assert.equal(await call(redis, 'WHOAMI'), 'tina');
  await redis.quit();
  const stranger = new Redis({ ...server, protocol, ...tina, password: 'wrong', retryStrategy: null });
  const [error] = await once(stranger, 'error');
  assert.match(error.message, /^WRONGPASS/);
  stranger.disconnect();
}

async function reconnect() {
  const admin = connect(tina);
  const subscriber = connect({ ...tina, connectionName: 'again' });
  await subscriber.subscribe('ioredis.again');
  const message = once(subscriber, 'message');
  const ready = once(subscriber, 'ready');
  assert.equal(await admin.client('KILL', 'ID', await subscriber.client('ID')), 1);
  await ready;
  assert.equal(await subscriber.client('GETNAME'), 'again');
  assert.equal(await admin.publish('ioredis.again', 'still here'), 1);
  assert.deepEqual(await message, ['ioredis.again', 'still here']);
  assert.equal(await call(subscriber, 'WHOAMI'), 'tina');
  await Promise.all([admin.quit(), subscriber.quit()]);
}

async function messages(protocol) {
  const publisher = connect({ protocol });
  const subscriber = connect({ protocol });
  await subscriber.subscribe('ioredis.news');
  await subscriber.psubscribe('ioredis.weather.*');

  let arrived = once(subscriber, 'messageBuffer');
  assert.equal(await publisher.publish('ioredis.news', pack({ text: 'hello' })), 1);
  let [channel, payload] = await arrived;
  assert.equal(channel.toString(), 'ioredis.news');
  assert.deepEqual(decode(payload), { text: 'hello' });

  arrived = once(subscriber, 'pmessageBuffer');
  assert.equal(await publisher.publish('ioredis.weather.rome', pack(30)), 1);
  let pattern;
  [pattern, channel, payload] = await arrived;
  assert.equal(pattern.toString(), 'ioredis.weather.*');
  assert.equal(channel.toString(), 'ioredis.weather.rome');
  assert.equal(decode(payload), 30);

  assert.deepEqual(await publisher.pubsub('NUMSUB', 'ioredis.news'), ['ioredis.news', 1]);
  assert.equal(await subscriber.unsubscribe('ioredis.news'), 1);
  assert.equal(await subscriber.punsubscribe(), 0);
  assert.equal(await publisher.publish('ioredis.news', 'nobody'), 0);
  assert.equal(await call(subscriber, 'ADD', 1, { value: 2 }), 3);
  await Promise.all([publisher.quit(), subscriber.quit()]);
}

async function transactions(protocol) {
  const redis = connect({ protocol });
  const replies = await redis.multi()
    .callBuffer('ADD', pack(1), pack({ value: 2 }))
    .ping()
    .callBuffer('ADD', pack(3), pack({ value: 4 }))
    .exec();
  assert.deepEqual(replies.map(([error, reply]) => error ?? (Buffer.isBuffer(reply) ? decode(reply) : reply)),
    [3, 'PONG', 7]);
  await assert.rejects(redis.multi().call('NOPE').ping().exec(), /^ReplyError: EXECABORT/);
  assert.equal(await call(redis, 'ADD', 1, { value: 2 }), 3);
  await redis.quit();
}

for (const protocol of [3, 2]) { // 3 is the default
  await calls(protocol);
  await manyCalls(protocol);
  await authentication(protocol);
  await messages(protocol);
  await transactions(protocol);
}
await reconnect();
console.log('ok');
