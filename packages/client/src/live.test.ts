import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import type { LiveOptions, LiveState } from './live/options.ts';
import { reconnectDelayMs } from './live/reconnect-delay.ts';
import type { SocketConstructor } from './live/socket.ts';
import { LiveClient } from './live.ts';

const projectId = '0190a000-0000-7000-8000-000000000001';
const runId = '0190a000-0000-7000-8000-0000000000aa';
const ts = '2026-01-16T16:10:00Z';

interface Connection {
  socket: ServerSocket;
  query: URLSearchParams;
  received: Record<string, unknown>[];
}

let server: WebSocketServer;
let connections: Connection[];
let clients: LiveClient[];

beforeEach(async () => {
  connections = [];
  clients = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    const received: Record<string, unknown>[] = [];
    socket.on('message', (data) => received.push(JSON.parse(String(data))));
    connections.push({ socket, query: new URL(request.url ?? '', 'http://x').searchParams, received });
  });
  await new Promise((resolve) => server.once('listening', resolve));
});
afterEach(async () => {
  for (const client of clients) client.stop();
  for (const { socket } of connections) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

function connect(options: Partial<LiveOptions> = {}) {
  const seen = {
    events: [] as number[],
    lines: [] as number[],
    steps: [] as number[],
    states: [] as LiveState[],
    resyncs: 0,
  };
  const client = new LiveClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    projectId,
    afterSeq: 5,
    WebSocket: WebSocket as unknown as SocketConstructor,
    reconnect: { firstMs: 10, mostMs: 40 },
    onEvent: (event) => seen.events.push(event.seq),
    onLog: (frame) => seen.lines.push(...frame.lines.map((line) => line.seq)),
    onTranscript: (frame) => seen.steps.push(...frame.changes.map((change) => change.seq)),
    onState: (state) => seen.states.push(state),
    onResync: () => {
      seen.resyncs += 1;
    },
    ...options,
  });
  clients.push(client);
  client.start();
  return { client, seen };
}

const send = (connection: Connection, frame: unknown) => connection.socket.send(JSON.stringify(frame));
const hello = (connection: Connection, seq = 5) =>
  send(connection, { type: 'hello', ts, project_id: projectId, seq, server_version: '0' });
const event = (seq: number) => ({
  type: 'task.updated',
  ts,
  project_id: projectId,
  seq,
  actor: 'orchestrator',
  entity: { id: runId, patch: {} },
});
const log = (first: number, last: number) => ({
  type: 'agent.run.log.appended',
  ts,
  project_id: projectId,
  run_id: runId,
  first_seq: first,
  last_seq: last,
  lines: Array.from({ length: last - first + 1 }, (_, index) => ({
    seq: first + index,
    stream: 'stdout',
    message: 'x',
    created_at: ts,
  })),
});
const transcript = (first: number, last: number) => ({
  ...{ type: 'agent.run.transcript.appended', ts, project_id: projectId, run_id: runId },
  ...{ first_seq: first, last_seq: last },
  changes: Array.from({ length: last - first + 1 }, (_, index) => ({
    ...{ seq: first + index, step: { op: 'append', id: 'm', text: 'x' } },
  })),
});
/** The time limit ends what hangs, and measures nothing. */
const eventually = (check: () => void) => vi.waitFor(check, { interval: 5, timeout: 240_000 });
async function connection(index: number): Promise<Connection> {
  await eventually(() => expect(connections.length).toBeGreaterThan(index));
  return connections[index] as Connection;
}

describe('LiveClient', () => {
  it('asks for the project after the number it knows, with the token', async () => {
    connect({ token: () => 'secret' });
    const first = await connection(0);
    expect(Object.fromEntries(first.query)).toEqual({
      project_id: projectId,
      after_seq: '5',
      token: 'secret',
    });
  });

  it('is open only after the hello', async () => {
    const { client } = connect();
    const first = await connection(0);
    expect(client.state).toBe('connecting');
    hello(first);
    await eventually(() => expect(client.state).toBe('open'));
  });

  it('delivers events once and in order', async () => {
    const { seen } = connect();
    const first = await connection(0);
    hello(first);
    for (const seq of [5, 6, 6, 7, 3, 8]) send(first, event(seq));
    await eventually(() => expect(seen.events).toEqual([6, 7, 8]));
  });

  it('resumes after the last delivered event when the connection is lost', async () => {
    const { seen } = connect();
    const first = await connection(0);
    hello(first);
    send(first, event(6));
    await eventually(() => expect(seen.events).toEqual([6]));
    first.socket.terminate();
    const second = await connection(1);
    expect(second.query.get('after_seq')).toBe('6');
    hello(second, 7);
    send(second, event(7));
    await eventually(() => expect(seen.events).toEqual([6, 7]));
    expect(seen.states).toEqual(['connecting', 'open', 'closed', 'connecting', 'open']);
  });

  it('asks for a resync on a gap, delivers nothing meanwhile, and goes on from what was fetched', async () => {
    const { client, seen } = connect();
    const first = await connection(0);
    hello(first);
    send(first, event(8));
    send(first, event(9));
    await eventually(() => expect(seen.resyncs).toBe(1));
    client.resumeFrom(9);
    const second = await connection(1);
    expect(second.query.get('after_seq')).toBe('9');
    hello(second, 9);
    send(second, event(10));
    await eventually(() => expect(seen.events).toEqual([10]));
    expect(seen.resyncs).toBe(1);
  });

  it('resyncs when the server says so or its history is behind ours', async () => {
    const { client, seen } = connect();
    send(await connection(0), { type: 'resync.required', ts, project_id: projectId, seq: 90 });
    await eventually(() => expect(seen.resyncs).toBe(1));
    client.resumeFrom(90);
    hello(await connection(1), 40);
    await eventually(() => expect(seen.resyncs).toBe(2));
  });

  it('stays away when the sign-in has ended', async () => {
    const { client, seen } = connect();
    (await connection(0)).socket.close(4401);
    await eventually(() => expect(client.state).toBe('unauthenticated'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(connections).toHaveLength(1);
    expect(seen.states.at(-1)).toBe('unauthenticated');
  });

  it('reconnects when the server falls silent', async () => {
    connect({ heartbeat: { intervalMs: 15, deadAfterMs: 40 } });
    hello(await connection(0));
    await connection(1);
  });

  it('asks a silent server whether it is there before it gives it up', async () => {
    connect({ heartbeat: { intervalMs: 15, deadAfterMs: 600_000 } });
    const first = await connection(0);
    hello(first);
    await eventually(() => expect(first.received).toContainEqual({ type: 'ping' }));
  });

  it('answers a ping', async () => {
    connect();
    const first = await connection(0);
    send(first, { type: 'ping', ts });
    await eventually(() => expect(first.received).toContainEqual({ type: 'pong' }));
  });
});

describe('log subscriptions', () => {
  it('subscribe after the hello and resume after the last line on a new connection', async () => {
    const { client, seen } = connect();
    client.subscribe(runId, 10);
    const first = await connection(0);
    hello(first);
    await eventually(() =>
      expect(first.received).toEqual([{ type: 'subscribe', run_id: runId, after_seq: 10 }]),
    );
    send(first, log(11, 13));
    await eventually(() => expect(seen.lines).toEqual([11, 12, 13]));
    first.socket.terminate();
    const second = await connection(1);
    hello(second);
    await eventually(() =>
      expect(second.received).toEqual([{ type: 'subscribe', run_id: runId, after_seq: 13 }]),
    );
    send(second, log(12, 15));
    await eventually(() => expect(seen.lines).toEqual([11, 12, 13, 14, 15]));
  });

  it('asks again when lines are missing, and drops lines of runs that are not followed', async () => {
    const { client, seen } = connect();
    const first = await connection(0);
    hello(first);
    await eventually(() => expect(client.state).toBe('open'));
    client.subscribe(runId, 0);
    send(first, log(4, 5));
    await eventually(() => expect(first.received).toHaveLength(2));
    expect(seen.lines).toEqual([]);
    client.unsubscribe(runId);
    send(first, log(1, 2));
    send(first, event(6));
    await eventually(() => expect(seen.events).toEqual([6]));
    expect(seen.lines).toEqual([]);
  });
});

describe('transcript subscriptions', () => {
  it('go on with the log after a reconnect, each from where it stood', async () => {
    const { client, seen } = connect();
    client.subscribe(runId, 10, 2);
    const first = await connection(0);
    hello(first);
    await eventually(() =>
      expect(first.received).toEqual([
        { type: 'subscribe', run_id: runId, after_seq: 10, transcript_after_seq: 2 },
      ]),
    );
    send(first, transcript(2, 4));
    send(first, transcript(1, 4));
    await eventually(() => expect(seen.steps).toEqual([3, 4]));
    first.socket.terminate();
    const second = await connection(1);
    hello(second);
    await eventually(() =>
      expect(second.received).toEqual([
        { type: 'subscribe', run_id: runId, after_seq: 10, transcript_after_seq: 4 },
      ]),
    );
    send(second, log(11, 11));
    send(second, transcript(5, 5));
    await eventually(() => expect(seen.steps).toEqual([3, 4, 5]));
    expect(seen.lines).toEqual([11]);
  });

  it('ask again for what is missing, and steps that nobody follows are dropped', async () => {
    const { client, seen } = connect();
    const first = await connection(0);
    hello(first);
    await eventually(() => expect(client.state).toBe('open'));
    client.subscribe(runId);
    send(first, transcript(1, 1));
    send(first, event(6));
    await eventually(() => expect(seen.events).toEqual([6]));
    client.subscribe(runId, 0, 0);
    client.subscribe(runId, 0);
    send(first, transcript(3, 3));
    await eventually(() =>
      expect(first.received.at(-1)).toEqual({
        ...{ type: 'subscribe', run_id: runId, after_seq: 0, transcript_after_seq: 0 },
      }),
    );
    client.unsubscribe(runId);
    send(first, transcript(1, 3));
    send(first, event(7));
    await eventually(() => expect(seen.events).toEqual([6, 7]));
    expect(seen.steps).toEqual([]);
  });
});

describe('reconnectDelayMs', () => {
  it('doubles up to its bound and never falls under half of it', () => {
    const limits = { firstMs: 100, mostMs: 1_000 };
    expect(reconnectDelayMs(0, limits, () => 0)).toBe(50);
    expect(reconnectDelayMs(2, limits, () => 0.999)).toBeCloseTo(400, 0);
    expect(reconnectDelayMs(40, limits, () => 1)).toBe(1_000);
  });
});
