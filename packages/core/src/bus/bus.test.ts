import { startTestRedis, type TestRedis } from '@overmind/testing/redis';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../test-support/start-test-core.ts';
import type { Bus } from './bus.ts';
import { InProcessBus } from './in-process.ts';
import { RedisBus } from './redis.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());

describe.each([
  ['in_process', () => new InProcessBus()],
  ['redis', () => new RedisBus(redis.url, silentLog, 'test:')],
])('a bus (%s)', (kind, make) => {
  let bus: Bus;
  beforeEach(async () => {
    bus = make();
    await bus.start();
  });
  afterEach(() => bus.stop());

  /** Publishes until it is heard: a subscription takes a moment to reach Redis. */
  const untilHeard = (topic: string, heard: string[], message = 'x') =>
    waitFor(() => heard.includes(message) || void bus.publish(topic, message), {
      what: `${topic} to be heard`,
    });

  it('is connected once it has started, and says what it is', () => {
    expect(bus.isConnected).toBe(true);
    expect(bus.kind).toBe(kind);
  });

  it('brings messages to everyone on the topic, in order, and to nobody else', async () => {
    const [one, other, elsewhere]: [string[], string[], string[]] = [[], [], []];
    bus.subscribe('topic', (message) => one.push(message));
    bus.subscribe('topic', (message) => other.push(message));
    bus.subscribe('topic 2', (message) => elsewhere.push(message));
    await untilHeard('topic', one);
    await untilHeard('topic 2', elsewhere);
    const sent = Array.from({ length: 100 }, (_, index) => `é ${index}\n`);
    for (const message of sent) bus.publish('topic', message);
    await waitFor(() => one.includes('é 99\n') && other.includes('é 99\n'), { what: 'the last message' });
    expect(one.filter((message) => message !== 'x')).toEqual(sent);
    expect(other.filter((message) => message !== 'x')).toEqual(sent);
    expect(new Set(elsewhere)).toEqual(new Set(['x']));
  });

  it('says nothing to one who left, and goes on for those who stayed', async () => {
    const [gone, stayed]: [string[], string[]] = [[], []];
    const leave = bus.subscribe('topic', (message) => gone.push(message));
    bus.subscribe('topic', (message) => stayed.push(message));
    await untilHeard('topic', stayed);
    await untilHeard('topic', gone);
    leave();
    leave();
    await untilHeard('topic', stayed, 'later');
    expect(gone).not.toContain('later');
  });

  it('is heard by one who joins a topic in the moment that the last one leaves it', async () => {
    const [gone, joined]: [string[], string[]] = [[], []];
    const leave = bus.subscribe('topic', (message) => gone.push(message));
    await untilHeard('topic', gone);
    leave();
    bus.subscribe('topic', (message) => joined.push(message));
    // Long enough for Redis to have answered both.
    await untilHeard('topic', joined);
    const marker: string[] = [];
    bus.subscribe('marker', (message) => marker.push(message));
    await untilHeard('marker', marker);
    await untilHeard('topic', joined, 'later');
    expect(gone).not.toContain('later');
  });

  it('never throws at who publishes, nor after its stop', async () => {
    expect(() => bus.publish('nobody is here', 'x')).not.toThrow();
    await bus.stop();
    expect(() => bus.publish('topic', 'x')).not.toThrow();
  });

  it('stops twice', async () => {
    await bus.stop();
    await expect(bus.stop()).resolves.toBeUndefined();
  });
});

describe('a bus over Redis', () => {
  it('tells that Redis is away and back, and then hears again', async () => {
    let server = await startTestRedis();
    const port = Number(new URL(server.url).port);
    const bus = new RedisBus(server.url, silentLog, 'test:');
    await bus.start();
    let returns = 0;
    const stopCounting = bus.onReconnect(() => {
      returns += 1;
    });
    const heard: string[] = [];
    bus.subscribe('topic', (message) => heard.push(message));
    try {
      await server.stop();
      await waitFor(() => !bus.isConnected, { what: 'the bus to notice' });
      for (let index = 0; index < 50; index += 1) bus.publish('topic', 'lost');
      const late: string[] = [];
      bus.subscribe('joined while away', (message) => late.push(message));
      server = await startTestRedis({ port });
      await waitFor(() => bus.isConnected && returns > 0, { what: 'the bus to return' });
      await waitFor(() => heard.includes('x') || void bus.publish('topic', 'x'), { what: 'the old topic' });
      await waitFor(() => late.includes('x') || void bus.publish('joined while away', 'x'), {
        what: 'the new topic',
      });
      expect(returns).toBe(1);
    } finally {
      stopCounting();
      await bus.stop();
      await server.stop();
    }
  });

  it('hears nothing of another installation on the same Redis', async () => {
    const [ours, theirs] = ['ours:', 'theirs:'].map((prefix) => new RedisBus(redis.url, silentLog, prefix));
    if (!ours || !theirs) throw new Error('no bus');
    await Promise.all([ours.start(), theirs.start()]);
    const [heardByUs, heardByThem]: [string[], string[]] = [[], []];
    ours.subscribe('topic', (message) => heardByUs.push(message));
    theirs.subscribe('topic', (message) => heardByThem.push(message));
    const publishBoth = () => {
      ours.publish('topic', 'ours');
      theirs.publish('topic', 'theirs');
    };
    await waitFor(() => (heardByUs.length > 0 && heardByThem.length > 0) || publishBoth(), {
      what: 'both to hear their own',
    });
    expect(new Set(heardByUs)).toEqual(new Set(['ours']));
    expect(new Set(heardByThem)).toEqual(new Set(['theirs']));
    await Promise.all([ours.stop(), theirs.stop()]);
  });

  it('starts without Redis, and is there when Redis is', async () => {
    const gone = await startTestRedis();
    const port = Number(new URL(gone.url).port);
    await gone.stop();
    const bus = new RedisBus(gone.url, silentLog, 'test:');
    await bus.start();
    expect(bus.isConnected).toBe(false);
    await using _server = await startTestRedis({ port });
    await waitFor(() => bus.isConnected, { what: 'the bus to find Redis' });
    await bus.stop();
  });
});
