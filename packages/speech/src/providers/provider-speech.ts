import { type Audio, speechRate } from '../pcm.ts';
import type { Recogniser, RecognitionOptions, RecognitionStream, StreamEvent } from '../recognition.ts';
import { ofThisMachine, type Speech, type SpeechHealth, type SpeechPart } from '../speech.ts';
import { SpeechError } from '../speech-error.ts';
import type { SpeakingOptions, VoiceInfo } from '../synthesis.ts';
import { readWav } from '../wav/blocks.ts';
import { WavFault } from '../wav/header.ts';
import { toWav } from '../wav/write.ts';
import { askService, ServiceRefusal } from './ask-service.ts';
import { inChunks } from './chunks.ts';
import { openCollected } from './collected-stream.ts';
import type { ProviderSettings } from './settings.ts';
import { readTranscription, transcriptionForm } from './transcription.ts';

const megabyte = 1024 * 1024;
const limitMs = 5 * 60_000;
/** Of a service that knows no such field, and of one that fails over it. */
const refusesForm: readonly number[] = [400, 422, 500, 501];
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Hears and speaks by a service over HTTP. A voice is heard when it is over: such services know no streams. */
export class ProviderSpeech implements Speech {
  readonly voices: readonly VoiceInfo[];
  readonly #settings: ProviderSettings;
  readonly #stopped = new AbortController();
  /** Of the last call; null where it went well. */
  #trouble: string | null = null;
  /** False for a service that refused them once and heard without. */
  #hasWordTimes = true;

  constructor(settings: ProviderSettings) {
    this.#settings = settings;
    this.voices = (settings.speaks?.voices ?? []).map((id) => ({ id, title: id, language: 'en' }));
  }

  async recognise(
    pieces: AsyncIterable<Float32Array>,
    tell: Parameters<Recogniser['recognise']>[1],
    options: Parameters<Recogniser['recognise']>[2] = {},
  ): Promise<{ language: string }> {
    let language: string | null = null;
    for await (const { fromS, samples } of inChunks(pieces)) {
      const body = await this.#transcribe(toWav(samples), options);
      const endS = fromS + samples.length / speechRate;
      const heard = readTranscription(body, fromS, endS, this.#settings.hears.origin);
      for (const segment of heard.segments) tell(segment);
      language ??= heard.language;
      options.onProgress?.(endS, endS);
    }
    return { language: options.language ?? language ?? 'en' };
  }

  async open(
    options: RecognitionOptions,
    tell: (event: StreamEvent) => void,
    fail: (error: SpeechError) => void = () => {},
  ): Promise<RecognitionStream> {
    return openCollected(this, options, tell, fail);
  }

  async *speak(text: string, options: SpeakingOptions = {}): AsyncGenerator<Audio> {
    const { speaks } = this.#settings;
    if (speaks === null) throw new SpeechError('no_model', 'The service of SPEECH does not speak.');
    const voice = options.voice ?? speaks.voices[0];
    if (voice === undefined || !speaks.voices.includes(voice)) {
      throw new SpeechError('voice_unknown', `There is no voice "${voice}": ${speaks.voices.join(', ')}.`);
    }
    for (const input of sentencesOf(text)) {
      const asked = { model: speaks.model, input, voice, response_format: 'wav', speed: options.rate ?? 1 };
      const form = { contentType: 'application/json', body: Buffer.from(JSON.stringify(asked)) };
      yield await readAudio(await this.#ask(speaks.url, form, options.signal), speaks.url.origin);
    }
  }

  health(): Promise<SpeechHealth> {
    const { hears, speaks, privacy } = this.#settings;
    const part = (url: URL): SpeechPart => ({
      state: this.#trouble === null ? 'ready' : 'failed',
      engine: url.host,
      is_local: loopback.includes(url.hostname),
      privacy,
      detail: this.#trouble,
    });
    const silent: SpeechPart = {
      state: 'off',
      engine: 'none',
      ...ofThisMachine,
      detail: 'It does not speak.',
    };
    const synthesis = speaks ? part(speaks.url) : silent;
    return Promise.resolve({ recognition: part(hears), synthesis, languages: null });
  }

  stop(): Promise<void> {
    this.#stopped.abort();
    return Promise.resolve();
  }

  /** With the times of words, or without them where the service does not take that. */
  async #transcribe(wav: Buffer, options: RecognitionOptions & { signal?: AbortSignal }): Promise<Buffer> {
    const { hears, hearingModel } = this.#settings;
    const ask = (hasWordTimes: boolean): Promise<Buffer> =>
      this.#ask(hears, transcriptionForm(wav, hearingModel, { ...options, hasWordTimes }), options.signal);
    if (!this.#hasWordTimes) return ask(false);
    try {
      return await ask(true);
    } catch (error) {
      if (!(error instanceof ServiceRefusal) || !refusesForm.includes(error.status)) throw error;
      const body = await ask(false);
      this.#hasWordTimes = false;
      return body;
    }
  }

  async #ask(
    url: URL,
    form: { contentType: string; body: Buffer },
    signal: AbortSignal | undefined,
  ): Promise<Buffer> {
    const { key, reach } = this.#settings;
    const either = AbortSignal.any([this.#stopped.signal, ...(signal ? [signal] : [])]);
    const call = { ...form, url, key, reach, mostBytes: 64 * megabyte, limitMs, signal: either };
    try {
      const body = await askService(call);
      this.#trouble = null;
      return body;
    } catch (error) {
      const isTheirs = error instanceof SpeechError && ['failed', 'no_model'].includes(error.fault);
      if (isTheirs) this.#trouble = error.message;
      throw error;
    }
  }
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

const sentencesOf = (text: string): string[] =>
  [...sentences.segment(text)].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '');

async function readAudio(body: Buffer, origin: string): Promise<Audio> {
  try {
    return await readWav(body);
  } catch (cause) {
    const why = cause instanceof WavFault ? `: ${cause.message}` : '';
    throw new SpeechError('failed', `${origin} answered with something that is no wav${why}.`, { cause });
  }
}
