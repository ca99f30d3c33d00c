/*
 * Turns as a page speaks them: over the voice socket of the server, in real time, with silence after them until the
 * server tells that the speaker has ended. What is measured is what whoever spoke waits for.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { VoiceServerFrame } from '@overmind/contracts/frames/voice';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { WebSocket } from 'ws';
import type { Installation } from '../installation.ts';
import type { Figure } from '../result.ts';
import { ms, type Spread, spreadOf } from '../stats.ts';
import { dictations } from './speech-own-voice.ts';

const pieceMs = 40;
const loud = 600;
const bytesEach = 2;
const mostWaitMs = 20_000;

interface Sentence {
  rate: number;
  samples: Buffer;
  /** Where its last sound is. */
  voiceMs: number;
}

async function speakSentence({ person, server }: Installation, text: string): Promise<Sentence> {
  const response = await fetch(`${server.url}/api/speech`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const { rate, samples } = await readPlainWavFile(new Uint8Array(await response.arrayBuffer()));
  let last = samples.length / bytesEach - 1;
  while (last > 0 && Math.abs(samples.readInt16LE(last * bytesEach)) < loud) last -= 1;
  return { rate, samples, voiceMs: (last / rate) * 1_000 };
}

interface Delays {
  /** From the last sound to the word that the speaker has ended, to a whole text that is for good, and to its message. */
  endedMs: number;
  textMs: number;
  finalMs: number;
}

/** The frames of one microphone as they come. */
class Line {
  readonly #socket: WebSocket;
  readonly #frames: VoiceServerFrame[] = [];
  /** When all the words so far were last told to be for good. */
  #wholeAt = Number.NaN;
  #wake = (): void => {};

  constructor(url: URL, token: string) {
    this.#socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    this.#socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as VoiceServerFrame;
      this.#frames.push(frame);
      if (isWhole(frame)) this.#wholeAt = performance.now();
      this.#wake();
    });
  }

  get wholeAt(): number {
    return this.#wholeAt;
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once('open', () => resolve());
      this.#socket.once('error', reject);
    });
  }

  close(): void {
    this.#socket.close();
  }

  send(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  say(piece: Buffer): void {
    this.#socket.send(piece);
  }

  forget(): void {
    this.#frames.length = 0;
  }

  has(type: VoiceServerFrame['type']): boolean {
    const error = this.#frames.find((frame) => frame.type === 'error');
    if (error?.type === 'error') throw new Error(error.detail);
    return this.#frames.some((frame) => frame.type === type);
  }

  /** Until a frame comes, or for so long. */
  async pause(ms: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    await Promise.race([woken, sleep(Math.max(0, ms), undefined, { ref: false })]);
  }

  async wait(type: VoiceServerFrame['type']): Promise<void> {
    const until = performance.now() + mostWaitMs;
    while (!this.has(type)) {
      if (performance.now() > until) throw new Error(`There was no ${type} in ${mostWaitMs} ms.`);
      await this.pause(until - performance.now());
    }
  }
}

const isWhole = (frame: VoiceServerFrame): boolean =>
  frame.type === 'transcript.partial' && frame.text !== '' && frame.stable_chars === frame.text.length;

async function speakTurn(line: Line, { rate, samples, voiceMs }: Sentence): Promise<Delays> {
  line.forget();
  line.send({ type: 'start', format: 's16le', sample_rate: rate });
  await line.wait('ready');
  const size = Math.round((rate * pieceMs) / 1_000) * bytesEach;
  const startedAt = performance.now();
  const voiceEndedAt = startedAt + voiceMs;
  for (let piece = 0; ; ) {
    const isSpoken = performance.now() > voiceEndedAt;
    if (isSpoken && line.has('speech.ended')) break;
    if (performance.now() > voiceEndedAt + mostWaitMs) throw new Error('The end of a turn was not heard.');
    // An end within the sentence is none of the turn.
    if (!isSpoken) line.forget();
    const dueMs = startedAt + piece * pieceMs - performance.now();
    if (dueMs > 0) {
      await line.pause(dueMs);
      continue;
    }
    const part = samples.subarray(piece * size, (piece + 1) * size);
    line.say(part.length === size ? part : Buffer.concat([part, Buffer.alloc(size - part.length)]));
    piece += 1;
  }
  const endedMs = performance.now() - voiceEndedAt;
  line.send({ type: 'stop' });
  await line.wait('transcript.final');
  return { endedMs, textMs: line.wholeAt - voiceEndedAt, finalMs: performance.now() - voiceEndedAt };
}

/** How long whoever spoke waits for the text, the server and its speech process included. */
export async function measureTurns(installation: Installation, turns: number): Promise<Figure[]> {
  const { person, server } = installation;
  const project = await person.post<{ id: string }>('/projects', { name: 'Turns' });
  const { id } = await person.post<Conversation>(`/projects/${project.id}/conversations`, { title: 'Talk' });
  const url = new URL('/ws/voice', server.url.replace(/^http/, 'ws'));
  url.search = new URLSearchParams({ project_id: project.id, conversation_id: id }).toString();
  const line = new Line(url, person.token);
  const all: Delays[] = [];
  try {
    await line.opened();
    // The first loads the models.
    for (let turn = -1; turn < turns; turn += 1) {
      const text = dictations[(turn + dictations.length) % dictations.length] ?? '';
      const delays = await speakTurn(line, await speakSentence(installation, text));
      if (turn >= 0) all.push(delays);
    }
  } finally {
    line.close();
  }
  return toFigures(all);
}

function toFigures(all: readonly Delays[]): Figure[] {
  const ended = spreadOf(all.map(({ endedMs }) => endedMs));
  const text = spreadOf(all.map(({ textMs }) => textMs));
  const final = spreadOf(all.map(({ finalMs }) => finalMs));
  const value = ({ p50, p95 }: Spread): string => `${ms(p50)} / ${ms(p95)} ms`;
  const earlier = `${value(ended)} to the word that it has ended, ${value(text)} to all words for good`;
  return [
    {
      what: 'speech: last sound to final text as a stored message, over the server, p50 / p95',
      value: value(final),
      goal: '≤ 700 ms',
      beside: `${all.length} turns in real time; ${earlier}`,
      data: { ...final, endedP50: ended.p50, endedP95: ended.p95, textP50: text.p50, textP95: text.p95 },
    },
  ];
}
