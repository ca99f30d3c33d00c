import type { Run } from '@overmind/contracts/entities/run';
import { reasonTexts } from '@overmind/domain/runs/reasons';
import { runReasonWords } from '#text/status.ts';

/** Why a run failed, and what a person can do about it; null for one that did not. */
export function failureWords(run: Pick<Run, 'status' | 'reason' | 'summary' | 'status_detail'>) {
  if (run.status !== 'failed' && run.status !== 'timed_out') return null;
  const reason = run.reason === null ? null : reasonTexts[run.reason];
  const what = run.status_detail ?? (reason === null ? run.summary : `${reason.what}.`);
  return what === null ? null : { what, remedy: reason?.remedy ?? null };
}

/** How a run ended, in its own words where it went well: that it did is seen anyway. */
export function outcomeWords(run: Pick<Run, 'reason' | 'summary' | 'status_detail'>): string | null {
  const { reason, summary, status_detail: detail } = run;
  if (reason === 'ok') return summary ?? detail;
  return detail ?? summary ?? (reason === null ? null : runReasonWords[reason]);
}
