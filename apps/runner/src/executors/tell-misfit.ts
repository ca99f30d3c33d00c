import type { RunOutput } from '../output/run-output.ts';

/** Says in the log of the run and beside what its agent says that it was told other words than people wrote for it. */
export function tellMisfit(
  misfit: string | null,
  record: { notice(level: 'warning', text: string): void },
  output: Pick<RunOutput, 'say'>,
): void {
  if (misfit === null) return;
  record.notice('warning', misfit);
  output.say(misfit);
}
