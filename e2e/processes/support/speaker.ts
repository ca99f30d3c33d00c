import { EventEmitter, once } from 'node:events';
import { Redials } from '@overmind/client/voice/redials';
import type { FinalWords } from '@overmind/client/voice/voice-ends';
import { VoiceLine } from '@overmind/client/voice/voice-line';
import type { VoiceWire, VoiceWireEnds } from '@overmind/client/voice/wire';
import type { VoiceServerFrame } from '@overmind/contracts/frames/voice';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { WebSocket } from 'ws';
import type { Person } from './person.ts';

const pieceBytes = 4_800;
const mostWaitMs = 240_000;

export interface Place {
  projectId: string;
  conversationId: string;
}

/** A text in the product's own voice, a WAV file. */
export async function aloud(person: Person, text: string): Promise<Buffer> {
  const response = await fetch(`${person.baseUrl}/api/speech`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

/** One turn that somebody speaks by the product's own client, which dials again for as long as its server is away. */
export class Speaker implements Disposable {
  /** All that servers said, in its order. */
  readonly frames: VoiceServerFrame[] = [];
  readonly #told = new EventEmitter();
  readonly #line: VoiceLine;
  #end: FinalWords | Error | null = null;

  constructor(person: Person, at: Place, sample_rate: number) {
    const nothing = () => {};
    this.#line = new VoiceLine({
      dial: (ends) => this.#dial(person, at, ends),
      start: { format: 's16le', sample_rate },
      redials: new Redials(250, () => 0),
      ends: {
        ...{
          onLoading: nothing,
          onReady: nothing,
          onSpeechStarted: nothing,
          onSpeechEnded: nothing,
          onPartial: nothing,
        },
        ...{ onHearingLost: nothing, onCanceled: nothing, onLost: nothing, onBack: nothing },
        onFinal: (final, isCut) => this.#finish(isCut ? new Error('some of it never arrived') : final),
        onFailed: (failure) => this.#finish(new Error(JSON.stringify(failure))),
      },
    });
  }

  /** So many bytes were said to be stored, each time that a server said so. */
  get stored(): number[] {
    return this.frames.flatMap((frame) => {
      if (frame.type === 'ready') return [frame.acked_bytes];
      return frame.type === 'ack' ? [frame.bytes] : [];
    });
  }

  say(samples: Buffer): void {
    for (let from = 0; from < samples.length; from += pieceBytes)
      this.#line.push(new Uint8Array(samples.subarray(from, from + pieceBytes)));
  }

  stop(): void {
    this.#line.stop();
  }

  /** Resolves in the very moment in which a frame makes it true; rejects where the turn failed before. */
  async until(what: string, isReached: () => boolean): Promise<void> {
    const signal = AbortSignal.timeout(mostWaitMs);
    try {
      while (!isReached()) {
        if (this.#end instanceof Error) throw this.#end;
        await once(this.#told, 'more', { signal });
      }
    } catch (cause) {
      throw new Error(`Waited for ${what}; stored were ${this.stored.join(', ')}`, { cause });
    }
  }

  async final(): Promise<FinalWords> {
    await this.until('the final words', () => this.#end !== null);
    if (this.#end === null || this.#end instanceof Error) throw this.#end;
    return this.#end;
  }

  /** Without another word. */
  [Symbol.dispose](): void {
    this.#line.close();
  }

  #finish(end: FinalWords | Error): void {
    this.#end = end;
    this.#told.emit('more');
  }

  #dial({ baseUrl, token }: Person, at: Place, ends: VoiceWireEnds): VoiceWire {
    const url = new URL('/ws/voice', baseUrl.replace(/^http/, 'ws'));
    url.search = new URLSearchParams({
      project_id: at.projectId,
      conversation_id: at.conversationId,
    }).toString();
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
    socket.on('open', () => ends.onOpen());
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as VoiceServerFrame);
      ends.onText(String(data));
      this.#told.emit('more');
    });
    socket.on('close', (code, reason) => ends.onClosed(code, String(reason)));
    socket.on('error', () => {}); // A close follows.
    return {
      send: (data) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(data);
      },
      drop: () => socket.terminate(),
    };
  }
}

/** Says a recorded sentence into a conversation, and resolves with what was understood. */
export async function speakInto(
  person: Person,
  at: Place,
  wav: Buffer,
): Promise<{ final: FinalWords; frames: VoiceServerFrame[] }> {
  const { rate, samples } = await readPlainWavFile(wav);
  using speaker = new Speaker(person, at, rate);
  speaker.say(samples);
  speaker.stop();
  return { final: await speaker.final(), frames: speaker.frames };
}
