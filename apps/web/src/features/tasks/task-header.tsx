'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { isMergeable, isPatchOnly } from '@overmind/domain/runs/mergeable';
import { movesForPeople, type TaskMove } from '@overmind/domain/tasks/lifecycle';
import {
  Ban,
  Check,
  CirclePause,
  FileDiff,
  type LucideIcon,
  MessageSquareWarning,
  Play,
  RotateCcw,
  X,
} from 'lucide-react';
import Link from 'next/link';
import { ShortText } from '#components/short-text.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { useAgentNames } from '#features/board/use-board.ts';
import { DeniedAsks } from '#features/permissions/denied-asks.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { reviewPath } from '#features/review/review-paths.ts';
import { common } from '#text/common.ts';
import { review } from '#text/review.ts';
import { priorityWords, taskTypeWords } from '#text/status.ts';
import { tasks as text } from '#text/tasks.ts';
import { useAsk } from './moves/ask-store.ts';
import { isDoubtful, needsWords, useTaskMove } from './moves/use-task-moves.ts';
import { PriorityMark, StatusMark, TypeMark } from './task-marks.tsx';
import { TaskOriginLine } from './task-origin.tsx';
import { useTaskRun } from './use-task.ts';

const icons: Record<TaskMove['via'], LucideIcon> = {
  approve: Check,
  reject: MessageSquareWarning,
  cancel: Ban,
  retry: RotateCcw,
  run: Play,
  block: CirclePause,
};
const looks: Partial<Record<TaskMove['via'], 'signal' | 'primary' | 'quiet'>> = {
  approve: 'signal',
  run: 'primary',
  retry: 'primary',
  cancel: 'quiet',
};

export function TaskHeader({ task, onClose }: { task: Task; onClose(): void }) {
  const agents = useAgentNames();
  return (
    <header className="shrink-0 border-b px-4 pt-3 pb-3">
      <div className="flex items-center gap-2 text-sm">
        <span className="font-medium text-ink-2 tabular-nums">{task.key}</span>
        <StatusMark status={task.status} />
        <Button
          look="quiet"
          size="icon"
          className="ml-auto"
          aria-label={text.closePanel}
          title={common.close}
          onClick={onClose}
        >
          <X aria-hidden />
        </Button>
      </div>
      <h2 className="mt-1 font-semibold text-[17px] leading-6 [overflow-wrap:anywhere]">{task.title}</h2>
      {task.status_reason === null ? null : (
        <p className="mt-1 text-ink-2 text-sm [overflow-wrap:anywhere]">
          <ShortText text={task.status_reason} />
        </p>
      )}
      {task.status === 'failed' && task.latest_run_id !== null ? (
        <DeniedAsks runId={task.latest_run_id} />
      ) : null}
      <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 text-xs">
        <span className="flex items-center gap-1.5">
          <TypeMark type={task.type} /> {taskTypeWords[task.type]}
        </span>
        <span className="flex items-center gap-1.5">
          <PriorityMark priority={task.priority} isAlwaysShown /> {priorityWords[task.priority]}
        </span>
        <span>
          {text.agent}: {agents.get(task.assigned_agent_id ?? '') ?? text.unassigned}
        </span>
        <span>
          {text.asked} {text.via[task.requested_by]} <TimeAgo iso={task.created_at} />
        </span>
      </p>
      {task.origin === null ? null : <TaskOriginLine origin={task.origin} />}
      <TaskActions task={task} />
    </header>
  );
}

function TaskActions({ task }: { task: Task }) {
  const mayAct = useMay('operator');
  const run = useTaskRun(task.latest_run_id);
  const ask = useAsk((state) => state.ask);
  const { mutate, isPending } = useTaskMove();
  const moves = movesForPeople(task);
  if (!mayAct || moves.length === 0) return null;
  const act = (move: TaskMove) => {
    if (needsWords(move) || isDoubtful(move, run ?? null)) ask(task, move, run ?? null);
    else mutate({ task, move, words: '', shownRun: run ?? null });
  };
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {task.status === 'needs_review' ? <ReviewLink task={task} run={run} /> : null}
      {moves.map((move) => {
        const Icon = icons[move.via];
        return (
          <Button
            key={move.via}
            look={looks[move.via] ?? 'plain'}
            disabled={isPending || (move.via === 'approve' && run === undefined)}
            onClick={() => act(move)}
          >
            <Icon aria-hidden />
            {text.moves[move.via]}
          </Button>
        );
      })}
    </div>
  );
}

function ReviewLink({ task, run }: { task: Task; run: Run | undefined }) {
  const { projectId } = useProjectScope();
  const hasChanged = run === undefined || isMergeable(run) || isPatchOnly(run);
  return (
    <Button asChild look="primary">
      <Link href={reviewPath(projectId, task.key)}>
        <FileDiff aria-hidden />
        {hasChanged ? review.open : review.openResult}
      </Link>
    </Button>
  );
}
