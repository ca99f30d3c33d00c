'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { cancelRun } from '@overmind/contracts/routes/runs';
import { Activity, FileCheck2, Maximize2, Square } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { EmptyState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { useAgentNames } from '#features/board/use-board.ts';
import { HideButton } from '#features/dashboard/hide-button.tsx';
import { useMay, useView } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { runPath } from '#lib/route-ids.ts';
import { toast } from '#lib/toast.ts';
import { runs as text } from '#text/runs.ts';
import { Elapsed } from './elapsed.tsx';
import { outcomeWords } from './outcome-words.ts';
import { RunStatusMark } from './run-status-mark.tsx';
import { StepBar } from './step-bar.tsx';
import { useRuns } from './use-runs.ts';
import { WaitsMark } from './waits-mark.tsx';

export function RunsStrip() {
  const { ordered, chosen, choose } = useRuns();
  const tasks = useView((view) => view.tasks);
  const byId = useMemo(() => new Map(tasks.map((task) => [task.id, task])), [tasks]);
  const agents = useAgentNames();
  const liveCount = ordered.filter(isLiveRun).length;
  return (
    <section aria-labelledby="runs-title" className="flex max-h-[38%] shrink-0 flex-col border-b">
      <header className="flex h-9 shrink-0 items-center gap-2 pr-1.5 pl-3">
        <h2 id="runs-title" className="font-semibold text-sm">
          {text.title}
        </h2>
        {liveCount > 0 ? (
          <span className="flex items-center gap-1 text-running text-xs">
            <Activity className="size-3.5" aria-hidden />
            {text.live(liveCount)}
          </span>
        ) : null}
        <span className="flex-1" />
        <HideButton panel="runs" />
      </header>
      {ordered.length === 0 ? (
        <EmptyState icon={Activity} title={text.emptyTitle} hint={text.emptyHint} className="py-6" />
      ) : null}
      <ul className="min-h-0 overflow-y-auto px-1.5 pb-1.5">
        {ordered.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            task={byId.get(run.task_id)}
            agentName={agents.get(run.agent_id) ?? ''}
            isChosen={run.id === chosen?.id}
            onChoose={choose}
          />
        ))}
      </ul>
    </section>
  );
}

interface RunRowProps {
  run: Run;
  task: Task | undefined;
  agentName: string;
  isChosen: boolean;
  onChoose(runId: string): void;
}

function RunRow({ run, task, agentName, isChosen, onChoose }: RunRowProps) {
  const isLive = isLiveRun(run);
  const key = task?.key ?? text.unknownTask;
  return (
    <li
      className={cn(
        'relative rounded-md px-2 py-1.5 hover:bg-ink/5',
        isChosen && 'bg-accent-soft/70 hover:bg-accent-soft/70',
      )}
    >
      <div className="flex items-center gap-2 text-sm">
        <RunStatusMark status={run.status} withWords={false} />
        <button
          type="button"
          onClick={() => onChoose(run.id)}
          aria-pressed={isChosen}
          aria-label={text.show(key, run.attempt)}
          className="flex min-w-0 flex-1 items-baseline gap-1.5 text-left after:absolute after:inset-0"
        >
          <span className="shrink-0 font-medium text-ink-2 text-xs tabular-nums">{key}</span>
          <span className="truncate">{task?.title}</span>
        </button>
        {isLive && run.is_waiting ? <WaitsMark className="shrink-0" /> : null}
        {isLive ? <StopButton run={run} taskKey={key} /> : null}
        <Button asChild look="quiet" size="icon" className="relative z-10 size-6">
          <Link
            href={runPath(run.project_id, run.id)}
            aria-label={text.openRun(key, run.attempt)}
            title={text.open}
          >
            <Maximize2 className="size-3!" aria-hidden />
          </Link>
        </Button>
      </div>
      {isLive ? <StepBar steps={run.steps} className="mt-1.5 ml-5.5" /> : null}
      <div className="mt-1 ml-5.5 flex items-center gap-2 text-ink-3 text-xs">
        <span className="truncate">
          {[agentName, isLive ? stepWords(run) : (outcomeWords(run) ?? '')]
            .filter((words) => words !== '')
            .join(' · ')}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-2">
          <EvidenceCount run={run} />
          {isLive && run.started_at !== null ? (
            <Elapsed from={run.started_at} to={run.finished_at} />
          ) : (
            <TimeAgo iso={run.finished_at ?? run.created_at} />
          )}
        </span>
      </div>
    </li>
  );
}

const stepWords = (run: Run): string =>
  run.steps.find((step) => step.status === 'running')?.name ?? run.status_detail ?? '';

function EvidenceCount({ run }: { run: Run }) {
  if (run.evidence.length === 0) return null;
  const failed = run.evidence.filter((proof) => (proof.exit_code ?? 0) !== 0).length;
  return (
    <span className="flex items-center gap-1" title={text.evidenceHint(run.evidence.length - failed, failed)}>
      <FileCheck2 className={cn('size-3.5', failed > 0 ? 'text-failed' : 'text-done')} aria-hidden />
      {text.evidence(run.evidence.length)}
    </span>
  );
}

function StopButton({ run, taskKey }: { run: Run; taskKey: string }) {
  const may = useMay('operator');
  const cancel = useSend(cancelRun, { onError: (error) => void toast.error(errorWords(error)) });
  const isStopping = run.cancel_requested_at !== null || cancel.isPending;
  if (!may) return null;
  if (isStopping) return <span className="text-ink-3 text-xs">{text.stopping}</span>;
  return (
    <Button
      look="quiet"
      size="icon"
      className="relative z-10 size-6"
      aria-label={text.stop(taskKey)}
      title={text.stop(taskKey)}
      onClick={() => cancel.mutate({ params: { id: run.id } })}
    >
      <Square className="size-3!" aria-hidden />
    </Button>
  );
}
