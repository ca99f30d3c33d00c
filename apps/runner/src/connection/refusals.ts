import type { ErrorCode } from '@overmind/contracts/errors';

const passing = new Set<ErrorCode>([
  'internal',
  'unavailable',
  'storage_full',
  'rate_limited',
  'in_progress',
  'request_timeout',
]);
const unreadable = new Set<ErrorCode>([
  'malformed',
  'invalid',
  'too_large',
  'unsupported_media_type',
  'method_not_allowed',
]);

/** What a refusal means for a run: try again, give this message up, or give the run up. */
export function meaningOf(code: ErrorCode): 'retry' | 'unreadable' | 'lost' {
  if (passing.has(code)) return 'retry';
  return unreadable.has(code) ? 'unreadable' : 'lost';
}
