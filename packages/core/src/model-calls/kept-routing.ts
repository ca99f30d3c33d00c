import type { LedgerCall } from '@overmind/contracts/entities/model-call';

/** Of candidates, and of models that were left out. */
const mostKept = 100;

/**
 * The same call with the models that stood first in either list, any that was tried, and how many more there were:
 * some providers offer hundreds.
 */
export function withKeptRouting(call: LedgerCall): LedgerCall {
  const tried = new Set([...call.attempts.map(({ ref }) => ref), call.answered_by]);
  const candidates = call.candidates.filter(({ ref }, place) => place < mostKept || tried.has(ref));
  const excluded = call.excluded.slice(0, mostKept);
  return {
    ...{ ...call, candidates, excluded },
    more_candidates: call.more_candidates + call.candidates.length - candidates.length,
    more_excluded: call.more_excluded + call.excluded.length - excluded.length,
  };
}
