import type { Run } from '@overmind/contracts/entities/run';
import { runReasonWords } from '#text/status.ts';

/** How a run ended, in its own words where it went well: that it did is seen anyway. */
export function outcomeWords(run: Pick<Run, 'reason' | 'summary' | 'status_detail'>): string | null {
  const { reason, summary, status_detail: detail } = run;
  if (reason === 'ok') return summary ?? detail;
  return detail ?? summary ?? (reason === null ? null : runReasonWords[reason]);
}
