import { hideSecrets } from '@overmind/outbound/hide-secrets';
import { SpeechError } from '../speech-error.ts';
import { callService, type ServiceAnswer, type ServiceCall } from './call-service.ts';

/** What a service answered in place of what it was asked for. */
export class ServiceRefusal extends SpeechError {
  readonly status: number;

  constructor(status: number, ...rest: ConstructorParameters<typeof SpeechError>) {
    super(...rest);
    this.status = status;
  }
}

/** Asks a service, once more where it failed in a way that may pass. Rejects with `SpeechError`. */
export async function askService(call: ServiceCall): Promise<Buffer> {
  const first = await tryOnce(call);
  const last = first instanceof SpeechError && first.fault === 'failed' ? await tryOnce(call) : first;
  if (last instanceof SpeechError) throw last;
  return last;
}

async function tryOnce(call: ServiceCall): Promise<Buffer | SpeechError> {
  const { url, key, signal } = call;
  try {
    const answer = await callService(call);
    return answer.status === 200 ? answer.body : refusal(call, answer);
  } catch (cause) {
    if (signal?.aborted) return new SpeechError('aborted', 'It was stopped before it was done.');
    const why = hideSecrets(cause instanceof Error ? cause.message : String(cause), [key]);
    return new SpeechError('failed', `${url.origin} could not be asked: ${why}.`, { cause });
  }
}

const permanent: Record<number, string> = {
  401: 'it does not know the key',
  403: 'the key does not allow it',
  404: 'there is nothing at this address, or no such model',
  413: 'the recording is too large for it',
};

const mostSaid = 300;
/** What is looked through for the key before it is cut, as half of one is not known. */
const mostSearched = 64 * 1024;

/** What the service says of it, without the key: viewers read it too. */
function wordsOf(body: Buffer, key: string | null): string {
  const words = body.toString('utf8', 0, mostSearched).replaceAll(/\s+/g, ' ').trim();
  return hideSecrets(words, [key]).slice(0, mostSaid).toWellFormed().trim() || 'nothing more';
}

/** Seconds or a date; null for anything else. */
function readRetryAfter(header: string): number | null {
  const atMs = /^\d+$/.test(header) ? Date.now() + Number(header) * 1000 : Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now());
}

const tooMuch = 'takes no more for now: it is asked too much, or what was paid for is used up. It says';

function refusal({ url: { origin }, key }: ServiceCall, answer: ServiceAnswer): ServiceRefusal {
  const { status, body, retryAfter } = answer;
  if (status === 429) {
    const retryAfterMs = readRetryAfter(retryAfter);
    const message = `${origin} ${tooMuch}: ${wordsOf(body, key)}.`;
    return new ServiceRefusal(status, 'limited', message, { retryAfterMs });
  }
  const said = permanent[status] ?? wordsOf(body, key);
  const isTheirs = status >= 500;
  return new ServiceRefusal(
    status,
    isTheirs ? 'failed' : status === 400 || status === 415 ? 'bad_audio' : 'no_model',
    `${origin} answered ${status}: ${said}.`,
  );
}
