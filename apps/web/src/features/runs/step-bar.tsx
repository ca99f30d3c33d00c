import type { StepResult } from '@overmind/contracts/entities/run';
import { cn } from '#lib/class-names.ts';
import { runs } from '#text/runs.ts';
import { stepStatusWords } from '#text/status.ts';

const tones: Record<StepResult['status'], string> = {
  pending: 'bg-line-strong/60',
  running: 'bg-running animate-sweep',
  passed: 'bg-done',
  failed: 'bg-failed',
  allowed_failure: 'bg-blocked',
  timed_out: 'bg-failed',
  skipped: 'bg-line',
};

const isOver = (step: StepResult): boolean => step.status !== 'pending' && step.status !== 'running';

/** One segment a step; checks are set off from commands by a gap. */
export function StepBar({ steps, className }: { steps: StepResult[]; className?: string }) {
  if (steps.length === 0) return <div className={cn('h-1 rounded-full bg-line', className)} aria-hidden />;
  const current = steps.find((step) => step.status === 'running');
  return (
    <div
      role="progressbar"
      aria-label={runs.progress}
      aria-valuemin={0}
      aria-valuemax={steps.length}
      aria-valuenow={steps.filter(isOver).length}
      aria-valuetext={runs.progressWords(steps.filter(isOver).length, steps.length, current?.name)}
      className={cn('flex gap-[2px]', className)}
    >
      {steps.map((step, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no id and keep their place
          key={index}
          title={`${step.name}: ${stepStatusWords[step.status]}`}
          className={cn(
            'h-1 flex-1 rounded-full',
            tones[step.status],
            step.kind === 'check' && steps[index - 1]?.kind === 'command' && 'ml-1',
          )}
        />
      ))}
    </div>
  );
}
