import { type VoiceClientFrame, VoiceServerFrame } from '@overmind/contracts/frames/voice';
import type { z } from 'zod';
import type { Piece } from './kept-audio.ts';
import type { DialVoice, VoiceWire } from './wire.ts';

interface ConnectionEnds {
  onOpen(): void;
  onFrame(frame: VoiceServerFrame): void;
  onClosed(code: number, reason: string): void;
}

/** A frame as it is written: what it leaves out the server fills in. */
export type Sent = z.input<typeof VoiceClientFrame>;

const beatMs = 5_000;
/** A line that says nothing for so long is as good as broken. */
const silentMs = 14_000;

/** One connection of a turn, asked now and then whether it lives. After `close` nothing is told of it. */
export class Connection {
  readonly #wire: VoiceWire;
  readonly #ends: ConnectionEnds;
  readonly #beat: ReturnType<typeof setInterval>;
  #heardAt = performance.now();
  #isOver = false;

  constructor(dial: DialVoice, ends: ConnectionEnds) {
    this.#ends = ends;
    this.#beat = setInterval(() => this.#check(), beatMs);
    this.#wire = dial({
      onOpen: () => {
        if (!this.#isOver) ends.onOpen();
      },
      onText: (data) => this.#receive(data),
      onClosed: (code, reason) => this.#closed(code, reason),
    });
  }

  send(frame: Sent): void {
    this.#wire.send(JSON.stringify(frame));
  }

  sendAudio(piece: Piece): void {
    this.#wire.send(piece);
  }

  close(): void {
    this.#isOver = true;
    clearInterval(this.#beat);
    this.#wire.drop();
  }

  #receive(data: string): void {
    this.#heardAt = performance.now();
    const frame = VoiceServerFrame.safeParse(parseJson(data)).data;
    if (frame !== undefined && !this.#isOver) this.#ends.onFrame(frame);
  }

  #check(): void {
    if (performance.now() - this.#heardAt > silentMs) this.#closed(0, '');
    else this.send({ type: 'ping' });
  }

  #closed(code: number, reason: string): void {
    if (this.#isOver) return;
    this.close();
    this.#ends.onClosed(code, reason);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
