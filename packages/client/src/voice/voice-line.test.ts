import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Redials } from './redials.ts';
import { VoiceLine } from './voice-line.ts';
import type { DialVoice } from './wire.ts';

const recordingId = '019aa000-0000-7000-8000-000000000001';

interface Call {
  socket: WebSocket;
  frames: Record<string, unknown>[];
  /** Each binary frame. */
  audio: number[][];
}

let server: WebSocketServer;
let calls: Call[];
let line: VoiceLine | undefined;
let told: string[];
beforeEach(async () => {
  [calls, told] = [[], []];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    const call: Call = { socket, frames: [], audio: [] };
    calls.push(call);
    socket.on('message', (data, isBinary) => {
      if (isBinary) call.audio.push([...(data as Buffer)]);
      else call.frames.push(JSON.parse(String(data)) as Record<string, unknown>);
    });
  });
  await once(server, 'listening');
});
afterEach(() => {
  line?.close();
  for (const { socket } of calls) socket.terminate();
  server.close();
});

const dial: DialVoice = (ends) => {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  socket.on('open', () => ends.onOpen());
  socket.on('message', (data) => ends.onText(String(data)));
  socket.on('close', (code, reason) => ends.onClosed(code, reason.toString()));
  socket.on('error', () => {});
  return {
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    drop: () => socket.terminate(),
  };
};

function speak(): VoiceLine {
  line = new VoiceLine({
    ...{ dial, redials: new Redials(5), start: { format: 's16le', sample_rate: 16_000 } },
    ends: {
      onLoading: (isLoading) => told.push(`loading ${isLoading}`),
      onReady: () => told.push('ready'),
      onSpeechStarted: () => told.push('started'),
      onSpeechEnded: (isUnfinished) => told.push(isUnfinished ? 'paused' : 'ended'),
      onPartial: (text, stable) => told.push(`partial ${text.slice(0, stable)}|${text.slice(stable)}`),
      onHearingLost: () => told.push('not heard along'),
      onFinal: ({ text }, isCut) => told.push(`final ${text}${isCut ? ' (cut)' : ''}`),
      onCanceled: () => told.push('canceled'),
      onLost: () => told.push('lost'),
      onBack: () => told.push('back'),
      onFailed: ({ detail, recordingId: id }) =>
        told.push(`failed ${detail} ${id === null ? 'lost' : 'kept'}`),
    },
  });
  return line;
}

async function callAt(index: number): Promise<Call> {
  await expect.poll(() => calls[index]?.frames.length ?? 0).toBeGreaterThan(0);
  return calls[index] as Call;
}
const send = ({ socket }: Call, frame: unknown): void => socket.send(JSON.stringify(frame));
const ready = (call: Call, stored = 0): void =>
  send(call, { type: 'ready', recording_id: recordingId, acked_bytes: stored, is_live: true });
const bytes = (...values: number[]) => Uint8Array.from(values);
const final = (text: string) => ({
  ...{ type: 'transcript.final', text, segments: [], recording_id: recordingId, message_id: recordingId },
});

describe('a spoken turn', () => {
  it('goes on where the server hears no longer along, and ends with its words', async () => {
    const spoken = speak();
    const call = await callAt(0);
    ready(call);
    send(call, { type: 'hearing.lost', detail: 'Go on.' });
    await expect.poll(() => told).toEqual(['ready', 'not heard along']);
    spoken.push(bytes(7));
    spoken.stop();
    await expect.poll(() => call.audio).toEqual([[7]]);
    send(call, final('Run it.'));
    await expect.poll(() => told.at(-1)).toBe('final Run it.');
  });

  it('says while what hears is being loaded, and sends what is said meanwhile', async () => {
    const spoken = speak();
    const call = await callAt(0);
    send(call, { type: 'hearing', is_loading: true });
    ready(call);
    spoken.push(bytes(7));
    await expect.poll(() => call.audio).toEqual([[7]]);
    send(call, { type: 'hearing', is_loading: false });
    await expect.poll(() => told).toEqual(['loading true', 'ready', 'loading false']);
  });

  it('is sent once there is a place for it, and ends with its words', async () => {
    const spoken = speak();
    spoken.push(bytes(1, 2));
    const call = await callAt(0);
    expect(call.frames).toEqual([{ type: 'start', format: 's16le', sample_rate: 16_000 }]);
    ready(call);
    await expect.poll(() => call.audio).toEqual([[1, 2]]);
    spoken.push(bytes(3));
    send(call, { type: 'speech.ended', at_ms: 500, is_unfinished: true });
    send(call, { type: 'transcript.partial', text: 'run it', stable_chars: 3 });
    send(call, { type: 'speech.ended', at_ms: 900 });
    spoken.stop();
    await expect.poll(() => call.frames.at(-1)).toEqual({ type: 'stop' });
    expect(call.audio).toEqual([[1, 2], [3]]);
    send(call, final('Run it.'));
    await expect.poll(() => told).toEqual(['ready', 'paused', 'partial run| it', 'ended', 'final Run it.']);
    await expect.poll(() => call.socket.readyState).toBe(WebSocket.CLOSED);
  });

  it('goes on after the line broke from the byte that is stored, in as few frames as may be', async () => {
    const spoken = speak();
    const first = await callAt(0);
    ready(first);
    for (let value = 1; value <= 5; value += 1) spoken.push(bytes(value));
    await expect.poll(() => first.audio.flat()).toEqual([1, 2, 3, 4, 5]);
    send(first, { type: 'ack', bytes: 2 });
    first.socket.terminate();
    await expect.poll(() => told).toContain('lost');
    spoken.push(bytes(6));
    const second = await callAt(1);
    expect(second.frames[0]).toMatchObject({ type: 'start', resume_id: recordingId });
    ready(second, 3);
    await expect.poll(() => second.audio).toEqual([[4, 5, 6]]);
    expect(told).toEqual(['ready', 'lost', 'back', 'ready']);
  });

  it('is asked after where the line broke behind its end', async () => {
    const spoken = speak();
    const first = await callAt(0);
    ready(first);
    spoken.stop();
    await expect.poll(() => first.frames.at(-1)).toEqual({ type: 'stop' });
    first.socket.terminate();
    send(await callAt(1), final('Run it.'));
    await expect.poll(() => told.at(-1)).toBe('final Run it.');
  });

  it('is taken back also where the line is away just then', async () => {
    const spoken = speak();
    const first = await callAt(0);
    ready(first);
    spoken.push(bytes(1));
    await expect.poll(() => first.audio.flat()).toEqual([1]);
    first.socket.terminate();
    await expect.poll(() => told).toContain('lost');
    spoken.cancel();
    const second = await callAt(1);
    ready(second);
    await expect.poll(() => second.frames.at(-1)).toEqual({ type: 'cancel' });
    expect(second.audio).toEqual([]);
    send(second, { type: 'canceled' });
    await expect.poll(() => told.at(-1)).toBe('canceled');
  });

  it('that is refused says why, and is not dialled again', async () => {
    speak();
    const detail = 'Voices are not heard here.';
    send(await callAt(0), { type: 'error', code: 'off', retryable: false, detail, recording_id: null });
    await expect.poll(() => told).toEqual([`failed ${detail} lost`]);
    expect(calls).toHaveLength(1);
  });

  it('is not dialled again by who is not signed in', async () => {
    speak();
    (await callAt(0)).socket.close(4401, 'sign in first');
    await expect.poll(() => told).toEqual(['failed sign in first lost']);
  });
});
