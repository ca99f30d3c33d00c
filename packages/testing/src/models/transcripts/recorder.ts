import { appendFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnLoopback } from '../../loopback.ts';
import { anthropic } from '../formats/anthropic.ts';
import { chat, openRouter } from '../formats/chat.ts';
import { ollama } from '../formats/ollama.ts';
import { responses } from '../formats/responses.ts';
import type { WireFormat } from '../formats/wire-format.ts';
import { readAnswer, type WireAnswer } from './record.ts';
import { askedBy } from './replay.ts';
import { Exchange, TranscriptHead } from './transcript.ts';

export interface RecorderOptions {
  /** The provider, by its origin; paths stay as they are. */
  upstream: string;
  /** Where the transcript is written, anew. */
  file: string;
  title: string;
  /** What else than the keys of requests must not be written down. */
  secrets?: readonly string[];
  /** Told of an exchange that cannot be written down, and why. */
  onSkipped?: (why: string) => void;
}

export interface Recorder extends AsyncDisposable {
  /** In the place of the provider's origin. */
  readonly url: string;
  /** Resolves when all that was answered is written. */
  close(): Promise<void>;
}

const formats: readonly WireFormat[] = [chat, openRouter, responses, anthropic, ollama];
/** They are of one connection, or of the body as it was packed. */
const ownHeaders =
  /^(host|connection|content-length|content-encoding|transfer-encoding|keep-alive|accept-encoding)$/;
const noSecret = '[removed]';
/** Shorter ones stand for no key, and in many a word. */
const shortestKey = 8;

/**
 * Stands between a client and a provider, passes everything on as it comes, and writes down what was asked and answered.
 * Headers are never written; a key that stands in them is removed wherever it stands in a body. The caller closes it.
 */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { upstream, file, title } = options;
  const head = { transcript: 1, title, recorded_from: upstream, recorded_at: new Date().toISOString() };
  await writeFile(file, `${JSON.stringify(TranscriptHead.parse(head))}\n`, { mode: 0o600 });
  let written: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    written = Promise.all([written, pass(request, response).catch(() => void response.destroy())]).then(
      () => {},
    );
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await buffer(request);
    const answer = await passOn(new URL(request.url ?? '/', upstream), { request, asked }, response);
    const { pathname } = new URL(request.url ?? '/', upstream);
    const format = formats.find(({ path }) => path === pathname);
    if (format === undefined || request.method !== 'POST') return;
    const secrets = [...keysIn(request.headers), ...(options.secrets ?? [])];
    try {
      await keep(file, exchangeOf(format, asked.toString('utf8'), answer), secrets);
    } catch (error) {
      options.onSkipped?.(error instanceof Error ? error.message : String(error));
    }
  }

  const { url, close: stopListening } = await listenOnLoopback(server);
  const close = async (): Promise<void> => {
    await stopListening();
    await written;
  };
  return { url, close, [Symbol.asyncDispose]: close };
}

async function passOn(
  url: URL,
  { request, asked }: { request: IncomingMessage; asked: Buffer },
  response: ServerResponse,
): Promise<WireAnswer> {
  const { method = 'GET', headers } = request;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const answer = await fetch(url, {
    ...{ method, headers: plainHeaders(headers), signal: gone.signal, redirect: 'manual' },
    ...(asked.length === 0 ? {} : { body: new Uint8Array(asked) }),
  });
  response.writeHead(answer.status, plainHeaders(Object.fromEntries(answer.headers)));
  const heard: Uint8Array[] = [];
  for await (const chunk of answer.body ?? []) {
    heard.push(chunk);
    response.write(chunk);
  }
  response.end();
  return {
    ...{ status: answer.status, contentType: answer.headers.get('content-type') ?? '' },
    ...{ retryAfter: answer.headers.get('retry-after'), body: Buffer.concat(heard).toString('utf8') },
  };
}

const plainHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ownHeaders.test(name) ? [] : [[name, String(value)]],
    ),
  );

/** Whatever a client signs in with. */
function keysIn(headers: IncomingHttpHeaders): string[] {
  const own = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'cookie'];
  return own.flatMap((name) => {
    const value = headers[name];
    const text = Array.isArray(value) ? value.join('; ') : (value ?? '');
    return [text, text.replace(/^\w+ /, '')].filter((each) => each.length >= shortestKey);
  });
}

const exchangeOf = (format: WireFormat, asked: string, answer: WireAnswer): Exchange => ({
  request: askedBy(format.readConversation(JSON.parse(asked))),
  answer: readAnswer(format.name, answer),
});

/** Also where a secret is written as JSON writes it within a text. */
async function keep(file: string, exchange: Exchange, secrets: readonly string[]): Promise<void> {
  let line = JSON.stringify(exchange);
  for (const secret of [...secrets].sort((one, other) => other.length - one.length))
    for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) line = line.replaceAll(form, noSecret);
  Exchange.parse(JSON.parse(line));
  await appendFile(file, `${line}\n`);
}
