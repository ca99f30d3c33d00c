import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRedis, type TestRedis } from './redis.ts';
import { waitFor } from './wait-for.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());

test('answers as soon as it is handed out, and keeps nothing on disk', async () => {
  const client = await createClient({ url: redis.url }).connect();
  expect(await client.ping()).toBe('PONG');
  expect(await client.configGet(['save', 'appendonly', 'bind'])).toEqual({
    save: '',
    appendonly: 'no',
    bind: '127.0.0.1',
  });
  client.destroy();
});

test('says so when its port is taken, and leaves the other server alone', async () => {
  const port = Number(new URL(redis.url).port);
  await expect(startTestRedis({ port })).rejects.toThrow('Address already in use');
  expect(() => process.kill(redis.pid, 0)).not.toThrow();
});

test('is gone after stop, however often it is called', async () => {
  const other = await startTestRedis();
  await Promise.all([other.stop(), other.stop()]);
  const isGone = () => {
    try {
      return !process.kill(other.pid, 0);
    } catch {
      return true;
    }
  };
  await waitFor(isGone, { what: 'redis-server to be gone' });
});
