'use client';
import type { Experiment, ExperimentArm } from '@overmind/contracts/entities/prompt';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { experiments as text } from '#text/prompts.ts';
import { toneOf } from './arm-tones.ts';
import { OutcomeBars } from './outcome-bars.tsx';
import { useExperimentActs } from './use-experiments.ts';

export function ExperimentCard({ promptKey, experiment }: { promptKey: string; experiment: Experiment }) {
  const { start, stop } = useExperimentActs(experiment.prompt_id);
  const { id, name, status, arms, prompt_id: promptId } = experiment;
  const params = { id: promptId, experiment: id };
  return (
    <article aria-label={name} className="space-y-4 rounded-card border bg-surface p-4 shadow-card">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{name}</h3>
        <Badge className={cn(status === 'running' && 'border-running/50 text-running')}>
          {text.statuses[status]}
        </Badge>
        <Times experiment={experiment} />
        <span className="ml-auto">
          {status === 'draft' ? (
            <Button
              size="sm"
              aria-label={text.startOf(name)}
              isBusy={start.isPending}
              onClick={() => start.mutate({ params })}
            >
              {text.start}
            </Button>
          ) : null}
          {status === 'running' ? (
            <Button
              size="sm"
              aria-label={text.stopOf(name)}
              isBusy={stop.isPending}
              onClick={() => stop.mutate({ params })}
            >
              {text.stop}
            </Button>
          ) : null}
        </span>
      </header>
      <Shares arms={arms} />
      {status === 'draft' ? null : <OutcomeBars promptKey={promptKey} arms={arms} />}
    </article>
  );
}

const Times = ({ experiment: { started_at: from, stopped_at: to } }: { experiment: Experiment }) =>
  from === null ? null : (
    <span className="text-ink-3 text-xs">
      {text.started} <TimeAgo iso={from} />
      {to === null ? null : (
        <>
          , {text.stopped} <TimeAgo iso={to} />
        </>
      )}
    </span>
  );

/** How the weights share out subjects, and how many each arm has got. */
function Shares({ arms }: { arms: readonly ExperimentArm[] }) {
  const whole = arms.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <div>
      <h4 className="mb-1 text-ink-2 text-xs">{text.shares}</h4>
      <span aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-sm">
        {arms.map(({ name, weight }, index) => (
          <span key={name} className={toneOf(index)} style={{ width: `${(weight / whole) * 100}%` }} />
        ))}
      </span>
      <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {arms.map(({ name, version, weight, subjects }, index) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden className={cn('size-2.5 rounded-sm', toneOf(index))} />
            {text.share(name, version, Math.round((weight / whole) * 100))}
            <span className="text-ink-3">{text.subjects(subjects)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
