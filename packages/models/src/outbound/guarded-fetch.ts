import { type Reach, requireReachable } from '@overmind/outbound/pinned-lookup';
import { type Dispatcher, fetch as fetchByUndici } from 'undici';
import { ProviderFault } from '../failures/provider-fault.ts';
import { boundedBody, tooLong } from './bounded-body.ts';
import type { Watch } from './watch.ts';

interface Guard {
  reach: Reach;
  dispatcher: Dispatcher;
  watch: Watch;
}

/** What models stream in, and the JSON of lists and errors. Some servers name no type, or plain text. */
const readable =
  /^(text\/event-stream|application\/([\w.-]+\+)?(json|x-ndjson|jsonl?|stream\+json)|text\/plain)\b/i;
const mostErrorBytes = 1024 * 1024;

/**
 * `fetch` for one attempt: to where the provider may be and nowhere else, with bounds on time and size, and no redirect
 * followed, which would carry the key along. What the watch ends, ends here.
 */
export function guardedFetch({ reach, dispatcher, watch }: Guard): typeof fetch {
  return async (input, init) => {
    requireReachable(new URL(input instanceof Request ? input.url : input), reach);
    watch.waits(watch.bounds.firstByteMs);
    const { signal } = watch;
    watch.mayCost = !signal.aborted;
    const response = await pinnedFetch(input, { ...init, signal, redirect: 'manual' }, dispatcher);
    watch.heard();
    watch.hasAnswered = true;
    const { status, statusText, headers } = response;
    watch.mayCost = response.ok;
    requireAnswer(response, watch);
    const mostBytes = status >= 400 ? mostErrorBytes : watch.bounds.mostBytes;
    const body = response.body === null ? null : boundedBody(response.body, mostBytes, watch);
    return new Response(body, { status, statusText, headers });
  };
}

/** Undici's own `fetch`, as Node's takes no dispatcher of another version. The two have the same shape. */
const pinnedFetch = (
  input: Parameters<typeof fetch>[0],
  init: RequestInit,
  dispatcher: Dispatcher,
): Promise<Response> =>
  (fetchByUndici as unknown as typeof fetch)(input, Object.assign(init, { dispatcher }));

function requireAnswer({ status, headers }: Response, watch: Watch): void {
  if (status >= 300 && status < 400)
    throw stop(watch, 'redirected', `answered ${status}, a redirect, which is not followed`);
  const type = headers.get('content-type') ?? '';
  if (status < 300 && type !== '' && !readable.test(type))
    // Cut where it is told, once no secret is in it any more.
    throw stop(watch, 'bad_answer', `failed: it sent what no model sends: ${type}`);
  if (status < 300 && Number(headers.get('content-length') ?? 0) > watch.bounds.mostBytes)
    throw stop(watch, 'answer_too_long', tooLong(watch.bounds.mostBytes));
}

function stop(watch: Watch, reason: ProviderFault['reason'], words: string): ProviderFault {
  const fault = new ProviderFault(reason, words);
  watch.end(fault);
  return fault;
}
