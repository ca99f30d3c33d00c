import { SpeechError } from '../speech-error.ts';

const mostRedirects = 5;
const stallMs = 60_000;
const loopback = ['localhost', '127.0.0.1', '[::1]'];

interface Opened {
  body: AsyncIterable<Uint8Array>;
  /** Where in the file the body begins: at `from`, or at its beginning where the server knows no ranges. */
  startsAt: number;
}

/** Asks for a file from its byte `from` on. Publishers redirect to their stores; nothing secret is sent along. */
export async function openDownload(url: URL, from: number, signal?: AbortSignal): Promise<Opened> {
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(new Error('nothing came for a minute')), stallMs);
  const signals = [stall.signal, ...(signal ? [signal] : [])];
  try {
    const response = await follow(url, from, AbortSignal.any(signals));
    if (response.status === 416 && from > 0) return openDownload(url, 0, signal);
    if (!response.ok || response.body === null) throw refusal(url, response.status);
    const startsAt = response.status === 206 ? from : 0;
    return { body: watched(response.body, timer), startsAt };
  } catch (error) {
    clearTimeout(timer);
    throw error;
  }
}

async function follow(first: URL, from: number, signal: AbortSignal): Promise<Response> {
  let url = first;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    requireSafe(url, first);
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    const next = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || next === null) return response;
    await response.body?.cancel();
    url = new URL(next, url);
  }
  throw new SpeechError('no_model', `${first.href} redirects too often.`);
}

/** What is pinned by its hash needs no secrecy, but who asks for what is nobody's business either. */
function requireSafe(url: URL, first: URL): void {
  const isLocal = loopback.includes(url.hostname) && loopback.includes(first.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) return;
  throw new SpeechError('no_model', `${url.href} is not fetched: only https is, and http from this machine.`);
}

/** A server that is at fault for a moment is asked again; one that refuses is not. */
function refusal(url: URL, status: number): Error {
  const sentence = `${url.href} answered ${status}`;
  return status >= 500 || status === 429
    ? new Error(`it answered ${status}`)
    : new SpeechError('no_model', `${sentence}.`);
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  timer: ReturnType<typeof setTimeout>,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}
