// Calls the sample by node-redis until its input ends, and counts the calls. Takes the port and, if it is to be
// told no address to move to, the word none.
import assert from 'node:assert/strict';
import { decode, encode } from '@msgpack/msgpack';
import { createClient, RESP_TYPES } from 'redis';

const client = createClient({
  socket: { host: '127.0.0.1', port: Number(process.argv[2]) },
  maintNotifications: 'enabled', // or it would go on if that is refused
  maintEndpointType: process.argv[3] ?? 'auto',
  commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
});
client.on('error', (error) => console.log('connection:', error.message));
await client.connect();

let running = true;
let calls = 0;
process.stdin.on('end', () => { running = false; });
process.stdin.resume();

const pack = (value) => Buffer.from(encode(value));

async function load() {
  while (running) {
    const millis = calls++ % 5;
    assert.equal(decode(await client.sendCommand(['SLEEP', pack(millis)])), millis);
  }
}

await Promise.all([...Array(4)].map(load));
await client.close();
console.log('calls:', calls);
