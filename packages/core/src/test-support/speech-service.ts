import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { speechRate } from '@overmind/speech/pcm';
import { ProviderSpeech } from '@overmind/speech/providers/provider-speech';
import { readSpeechSettings } from '@overmind/speech/providers/settings';
import type { Speech } from '@overmind/speech/speech';
import { listenOnLoopback } from '@overmind/testing/loopback';

const steps = 100;
const wavHeaderBytes = 44;

/** Sentences of two seconds and a second of silence each: how loud one is says which it is. */
export function inLevels(sentences: number, { sentenceS = 2, silenceS = 1 } = {}): Float32Array {
  const [loud, all] = [sentenceS * speechRate, (sentenceS + silenceS) * speechRate];
  return Float32Array.from({ length: sentences * all }, (_, at) =>
    at % all < loud ? (Math.floor(at / all) + 1) / steps : 0,
  );
}

interface Sentence {
  start: number;
  end: number;
  text: string;
  avg_logprob: number;
}

/** The sentences of a sound in levels, each with the words of its level. */
function hear(wav: Buffer, words: (level: number) => string): Sentence[] {
  const segments: Sentence[] = [];
  let before = 0;
  for (let at = 0; wavHeaderBytes + 2 * at + 1 < wav.length; at += 1) {
    const level = Math.round((wav.readInt16LE(wavHeaderBytes + 2 * at) / 32_767) * steps);
    const end = (at + 1) / speechRate;
    const last = segments.at(-1);
    if (level === before && last !== undefined && level > 0) last.end = end;
    else if (level > 0) segments.push({ start: at / speechRate, end, text: words(level), avg_logprob: -0.1 });
    before = level;
  }
  return segments;
}

/** A speech service on this machine that hears levels. */
export class SpeechService implements AsyncDisposable {
  /** So many times it was sent a sound. */
  asked = 0;
  /** Called before each answer; what answers by itself gives true. */
  before: (response: ServerResponse) => boolean | undefined = () => undefined;
  words: (level: number) => string = (level) => `s${level}.`;
  /** Whether whoever asks for it is told when words are said: each sentence as one word, as OpenAI tells words. */
  hasWordTimes = false;
  readonly speech: Speech;
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    const settings = readSpeechSettings({ SPEECH: `${url}/v1` });
    if (settings.kind !== 'provider') throw new Error('this is no service');
    this.speech = new ProviderSpeech(settings.provider);
    this.#close = close;
  }

  static async start(): Promise<SpeechService> {
    const server = createServer();
    const { url, close } = await listenOnLoopback(server);
    const service = new SpeechService(url, close);
    server.on('request', (request, response) => void service.#answer(request, response));
    return service;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    this.asked += 1;
    if (this.before(response) === true) return;
    const type = request.headers['content-type'] ?? '';
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const file = form.get('file') as File;
    const segments = hear(Buffer.from(await file.arrayBuffer()), this.words);
    const isTold = this.hasWordTimes && form.getAll('timestamp_granularities[]').includes('word');
    const words = segments.map(({ start, end, text }) => ({ word: text, start, end }));
    response.end(JSON.stringify({ language: 'english', text: '', segments, ...(isTold ? { words } : {}) }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.speech.stop();
    await this.#close();
  }
}
