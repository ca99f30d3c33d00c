import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Piece } from '@overmind/client/voice/kept-audio';
import type { DialVoice } from '@overmind/client/voice/wire';
import { createGate } from '@overmind/testing/gate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { dialVoice } from '../../api/voice-wire.ts';
import { jsonScreen } from './listen-screen.ts';
import { speakTurn } from './turn.ts';

const recordingId = '019aa000-0000-7000-8000-000000000001';
const pieceMs = 40;
const pieceOf = (sample: number): Piece =>
  new Uint8Array(Int16Array.from({ length: 16 * pieceMs }, () => sample).buffer);

let server: WebSocketServer;
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
});
afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

const dial = (): DialVoice => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return dialVoice({ url, token: 'any' }, { projectId: recordingId, conversationId: recordingId });
};

it('tells that what hears is being loaded, and ends by quiet where the server hears no longer along', async () => {
  server.on('connection', (socket) => {
    const send = (frame: unknown): void => socket.send(JSON.stringify(frame));
    socket.on('message', (data, isBinary) => {
      const { type } = isBinary ? { type: 'sound' } : (JSON.parse(String(data)) as { type: string });
      if (type === 'start') {
        send({ type: 'hearing', is_loading: true });
        send({ type: 'hearing', is_loading: false });
        send({ type: 'ready', recording_id: recordingId, acked_bytes: 0, is_live: true });
        send({ type: 'speech.started', at_ms: 0 });
        send({ type: 'hearing.lost', detail: 'Go on.' });
      }
      const place = { recording_id: recordingId, message_id: recordingId };
      if (type === 'stop') send({ type: 'transcript.final', text: 'Run it.', segments: [], ...place });
    });
  });
  const lost = createGate();
  const told: string[] = [];
  async function* spoken(): AsyncGenerator<Piece> {
    for (let count = 0; count < 5; count += 1) yield pieceOf(12_000);
    await lost.opened;
    // The room after the voice, for as long as the microphone is on.
    for (;;) {
      yield pieceOf(0);
      await new Promise(setImmediate);
    }
  }
  const end = await speakTurn({
    ...{
      dial: dial(),
      rate: 16_000,
      language: null,
      pieces: spoken(),
      pieceMs,
      endsWithSpeech: true,
      givesUp: false,
    },
    screen: jsonScreen(({ type }) => {
      told.push(type);
      if (type === 'hearing_lost') lost.open();
    }),
    ...{ close: async () => {}, enough: new AbortController().signal, cancel: new AbortController().signal },
  });
  expect(end).toMatchObject({ kind: 'final', final: { text: 'Run it.' } });
  expect(told).toEqual(['getting_ready', 'hearing_lost']);
});
