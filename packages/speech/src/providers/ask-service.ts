import { hideSecrets } from '@overmind/outbound/hide-secrets';
import { SpeechError } from '../speech-error.ts';
import { callService, type ServiceCall } from './call-service.ts';

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
    const { status, body } = await callService(call);
    return status === 200 ? body : refusal(call, status, body);
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

function refusal({ url: { origin }, key }: ServiceCall, status: number, body: Buffer): SpeechError {
  if (status === 429) return new SpeechError('busy', `${origin} has too much to do. Try again in a while.`);
  const said = permanent[status] ?? wordsOf(body, key);
  const isTheirs = status >= 500;
  return new SpeechError(
    isTheirs ? 'failed' : status === 400 || status === 415 ? 'bad_audio' : 'no_model',
    `${origin} answered ${status}: ${said}.`,
  );
}
