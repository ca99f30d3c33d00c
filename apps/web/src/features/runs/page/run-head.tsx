'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { Bot, GitBranch, GitCommitHorizontal } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/copy-button.tsx';
import { ShortText } from '#components/short-text.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { useAgentNames } from '#features/board/use-board.ts';
import { cn } from '#lib/class-names.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { costWords, countWords } from '#lib/numbers.ts';
import { taskPath } from '#lib/route-ids.ts';
import { runPage as text } from '#text/run-page.ts';
import { runs } from '#text/runs.ts';
import { Elapsed } from '../elapsed.tsx';
import { failureWords, outcomeWords } from '../outcome-words.ts';
import { RunStatusMark } from '../run-status-mark.tsx';
import { SandboxBadge } from '../sandbox-badge.tsx';
import { StepBar } from '../step-bar.tsx';
import { WaitsMark } from '../waits-mark.tsx';
import { RunNext } from './run-next.tsx';
import { RunWalk } from './run-walk.tsx';

/** What a run is about, how it goes or went, and why. */
export function RunHead({ run, task }: { run: Run; task: Task | undefined }) {
  const agents = useAgentNames();
  const isLive = isLiveRun(run);
  return (
    <section aria-label={text.name} className="shrink-0 border-b bg-surface px-3 pt-2.5 pb-3 sm:px-4">
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Link
          href={taskPath(run.project_id, run.task_id)}
          className="min-w-0 truncate font-semibold text-[15px] hover:underline"
        >
          {task?.title ?? runs.unknownTask}
        </Link>
      </p>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-ink-2 text-xs">
        <RunStatusMark status={run.status} />
        {run.is_waiting && isLive ? <WaitsMark /> : null}
        <Fact icon={Bot} label={text.agent}>
          {agents.get(run.agent_id) ?? ''}
        </Fact>
        <SandboxBadge level={run.sandbox} />
        <span>
          <span className="sr-only">{text.elapsed}: </span>
          {run.started_at === null ? (
            <TimeAgo iso={run.created_at} />
          ) : (
            <Elapsed from={run.started_at} to={run.finished_at} />
          )}
        </span>
        <Costs run={run} />
        <Commits run={run} />
      </div>
      {isLive ? <StepBar steps={run.steps} className="mt-2.5 max-w-4xl" /> : null}
      <RunWalk run={run} task={task} />
      <Reason run={run} />
      <RunNext run={run} task={task} />
    </section>
  );
}

interface FactProps {
  icon: typeof Bot;
  label: string;
  className?: string;
  children: ReactNode;
}

const Fact = ({ icon: Icon, label, className, children }: FactProps) => (
  <span className={cn('flex min-w-0 items-center gap-1', className)} title={label}>
    <Icon className="size-3.5 shrink-0 text-ink-3" aria-hidden />
    <span className="sr-only">{label}: </span>
    {children}
  </span>
);

function Costs({ run }: { run: Run }) {
  const {
    input_tokens: sent,
    output_tokens: received,
    cached_tokens: cached,
    cost_micros: cost,
    tool_calls: calls,
    files_changed: files,
    insertions = 0,
    deletions = 0,
  } = run.metrics;
  return (
    <>
      {files === undefined ? null : (
        <span className="tabular-nums">{text.changed(files, insertions, deletions)}</span>
      )}
      {calls === undefined || calls === 0 ? null : (
        <span className="tabular-nums">{text.toolCalls(calls)}</span>
      )}
      {sent === undefined && received === undefined ? null : (
        <span
          className="tabular-nums"
          title={cached === undefined ? undefined : text.cachedTokens(countWords(cached))}
        >
          {text.tokens(countWords(sent ?? 0), countWords(received ?? 0))}
        </span>
      )}
      {cost === undefined ? null : (
        <span className="tabular-nums" title={text.cost}>
          {costWords(cost)}
        </span>
      )}
    </>
  );
}

const Commits = ({ run }: { run: Run }) => (
  <>
    {run.branch === null ? null : (
      <Fact icon={GitBranch} label={text.branch} className="max-sm:hidden">
        <code className="truncate font-mono">{run.branch}</code>
        <CopyButton text={run.branch} className="size-6" />
      </Fact>
    )}
    {run.head_commit === null ? null : (
      <Fact icon={GitCommitHorizontal} label={text.commit}>
        <code className="font-mono">{run.head_commit.slice(0, 10)}</code>
        <CopyButton text={run.head_commit} className="size-6" />
      </Fact>
    )}
  </>
);

/** How it ended as a sentence, and what can be done about it. */
function Reason({ run }: { run: Run }) {
  const failure = failureWords(run);
  const what = failure?.what ?? outcomeWords(run);
  if (what === null || what === '') return null;
  return (
    <p
      className={cn(
        'mt-2 max-w-[90ch] text-sm [overflow-wrap:anywhere]',
        failure === null ? 'line-clamp-4 text-ink-2' : 'text-failed',
      )}
    >
      <ShortText text={what} />{' '}
      {failure?.remedy ? <span className="text-ink-2">{failure.remedy}</span> : null}
    </p>
  );
}
