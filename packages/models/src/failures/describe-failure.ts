import { APICallError } from '@ai-sdk/provider';
import { isRetryableStatus, readRetryAfter } from '@overmind/domain/models/retry';
import { hideAddresses, hideSecrets } from '@overmind/outbound/hide-secrets';
import { ForbiddenAddress } from '@overmind/outbound/pinned-lookup';
import type { ProviderAccess } from '../ports.ts';
import { endpointOf, secretsOf } from '../providers/endpoints.ts';
import { type Failure, ProviderFault } from './provider-fault.ts';

const mostWords = 900;
/** What is looked through for addresses. It is cut when no secret is in it any more, as half of one is not known. */
const mostSearched = 4_000;
/** Faults of our own finding that a connection may not have the next time. */
const passing = new Set<Failure['reason']>(['unreachable', 'broken_off']);

/** What any error of a provider, a library or the network means, as far as it can be told without its key and address. */
export function describeFailure(error: unknown, access: ProviderAccess, nowMs: number): Failure {
  const failure = classify(error, nowMs);
  const said = hideSecrets(failure.words, secretsOf(access)).slice(0, mostSearched);
  return { ...failure, words: hideAddresses(said, endpointOf(access)).slice(0, mostWords) };
}

function classify(error: unknown, nowMs: number): Failure {
  const own = causes(error).find((each) => each instanceof ProviderFault);
  if (own !== undefined) return plain(own.reason, own.message, passing.has(own.reason));
  const forbidden = causes(error).find((each) => each instanceof ForbiddenAddress);
  if (forbidden !== undefined) return plain('forbidden_address', `failed: ${forbidden.message}`);
  if (isBrokenOff(error)) return plain('broken_off', `failed: its answer broke off: ${wordsOf(error)}`, true);
  // Before the status: libraries give what they cannot read a status of their own.
  if (isUnreadable(error))
    return plain('bad_answer', `failed: it sent what cannot be read: ${wordsOf(error)}`);
  if (APICallError.isInstance(error) && (error.statusCode ?? 0) >= 300) return ofAnswer(error, nowMs);
  if (isOfNetwork(error)) return plain('unreachable', `failed: ${wordsOf(error)}`, true);
  return plain('provider_failed', `failed: ${wordsOf(error)}`);
}

const plain = (reason: Failure['reason'], words: string, isWorthRetry = false): Failure => ({
  ...{ reason, words, status: null, retryAfterMs: null, isWorthRetry },
});

function ofAnswer(error: APICallError, nowMs: number): Failure {
  const status = error.statusCode ?? 0;
  const reason =
    status === 429
      ? 'rate_limited'
      : status === 401 || status === 402 || status === 403
        ? 'refused'
        : isRetryableStatus(status)
          ? 'provider_failed'
          : 'invalid_request';
  return {
    ...{ reason, status, words: `answered ${status}: ${withoutStop(error.message)}` },
    retryAfterMs: readRetryAfter(error.responseHeaders?.['retry-after'], nowMs),
    isWorthRetry: isRetryableStatus(status),
  };
}

/** Itself and what it wraps. */
function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  let at = error;
  while (at !== undefined && at !== null && found.length < 5) {
    found.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  return found;
}

const isAny = (error: unknown, holds: (each: Error) => boolean): boolean =>
  causes(error).some((each) => each instanceof Error && holds(each));

/** A connection that ended in the middle of a body, and a body that ended in the middle of an answer. */
const isBrokenOff = (error: unknown): boolean =>
  isAny(
    error,
    ({ message }) => message === 'terminated' || message.includes('ended without a finish reason'),
  );

const networkCode = /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/;
const isOfNetwork = (error: unknown): boolean =>
  isAny(
    error,
    (each) => each.message === 'fetch failed' || ('code' in each && networkCode.test(String(each.code))),
  );

const isUnreadable = (error: unknown): boolean =>
  isAny(
    error,
    ({ name, message }) =>
      name === 'SyntaxError' ||
      /JSONParse|TypeValidation/.test(name) ||
      message.startsWith('JSON parsing failed'),
  );

/** Whoever tells of it ends the sentence, or goes on with it. */
const withoutStop = (words: string): string => words.trimEnd().replace(/(?<!\.)\.$/, '');

/** "fetch failed" says nothing; what it wraps does. A provider may also send a plain text or object. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (const each of causes(error)) {
    const word = withoutStop(wordOf(each));
    if (word !== '' && !words.some((said) => said.includes(word))) words.push(word);
  }
  return words.join(': ') || 'it told no reason';
}

function wordOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordOf).join(', ');
  if (typeof error !== 'object' || error === null) return String(error);
  if ('message' in error && typeof error.message === 'string') return error.message;
  if ('error' in error && error.error !== error) return wordOf(error.error);
  return JSON.stringify(error) ?? '';
}
