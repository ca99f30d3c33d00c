'use client';
import type { Run, StepResult } from '@overmind/contracts/entities/run';
import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  Loader2,
  type LucideIcon,
  SquareTerminal,
  TimerOff,
  TriangleAlert,
} from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { commandWords } from '#lib/command-words.ts';
import { showParts } from '#lib/search-param.ts';
import { duration } from '#lib/time.ts';
import { evidence as text } from '#text/run-page.ts';
import { stepStatusWords } from '#text/status.ts';

const marks: Record<StepResult['status'], { icon: LucideIcon; tone: string }> = {
  pending: { icon: CircleDashed, tone: 'text-queued' },
  running: { icon: Loader2, tone: 'text-running' },
  passed: { icon: CircleCheck, tone: 'text-done' },
  failed: { icon: CircleX, tone: 'text-failed' },
  allowed_failure: { icon: TriangleAlert, tone: 'text-blocked' },
  timed_out: { icon: TimerOff, tone: 'text-failed' },
  skipped: { icon: CircleMinus, tone: 'text-queued' },
};

/** What was done, one step after the other, each with the way to its lines in the console. */
export function RunSteps({ run }: { run: Run }) {
  if (run.steps.length === 0) return <p className="text-ink-3 text-sm">{text.noSteps}</p>;
  return (
    <ol className="divide-y rounded-card border bg-raised">
      {run.steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no id and keep their place
        <StepRow key={index} step={step} />
      ))}
    </ol>
  );
}

function StepRow({ step }: { step: StepResult }) {
  const { icon: Icon, tone } = marks[step.status];
  const fromSeq = step.log_from_seq;
  return (
    <li className="flex min-w-0 items-center gap-2 px-3 py-1.5 text-sm">
      <Icon
        className={cn(
          'size-4 shrink-0',
          tone,
          step.status === 'running' && 'animate-spin [animation-duration:2.4s]',
        )}
        aria-hidden
      />
      <span className="sr-only">{stepStatusWords[step.status]}: </span>
      <span className="shrink-0 font-medium">{step.name}</span>
      <span className="shrink-0 text-ink-3 text-xs max-sm:hidden">{text.stepKinds[step.kind]}</span>
      <code className="min-w-0 flex-1 truncate font-mono text-ink-2 text-xs">{commandWords(step.run)}</code>
      {step.duration_ms === null ? null : (
        <span className="shrink-0 text-ink-3 text-xs tabular-nums">{duration(step.duration_ms)}</span>
      )}
      {fromSeq === null ? null : (
        <Button
          size="icon"
          look="quiet"
          aria-label={text.toLog(step.name)}
          title={text.toLog(step.name)}
          onClick={() => showParts({ tab: 'console', line: String(fromSeq) }, 'push')}
        >
          <SquareTerminal aria-hidden />
        </Button>
      )}
    </li>
  );
}
