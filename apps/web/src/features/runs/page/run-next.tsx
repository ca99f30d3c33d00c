'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { isMergeable, isPatchOnly } from '@overmind/domain/runs/mergeable';
import { Clock } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { mergesPath } from '#features/merges/merges-path.ts';
import { useTaskMerges } from '#features/merges/use-merges.ts';
import { DeniedAsks } from '#features/permissions/denied-asks.tsx';
import { useView } from '#features/project/project-context.tsx';
import { OutdatedRunners } from '#features/runners/outdated-runners.tsx';
import { projectPath, taskPath } from '#lib/route-ids.ts';
import { runWaits as text } from '#text/run-walk.ts';
import { type Wait, whyWaits } from './why-waits.ts';

/** Why a run waits, and where a person goes from here. */
export function RunNext({ run, task }: { run: Run; task: Task | undefined }) {
  if (run.status === 'queued') {
    return (
      <>
        <Waits run={run} />
        <OutdatedRunners />
      </>
    );
  }
  if (run.status === 'failed' || run.status === 'timed_out') return <AfterFailure run={run} />;
  if (task?.status !== 'done' || task.latest_run_id !== run.id || isPatchOnly(run)) return null;
  return isMergeable(run) ? (
    <AfterApproval run={run} />
  ) : (
    <p className="mt-2 text-ink-2 text-sm">{text.nothingToMerge}</p>
  );
}

const words: Record<NonNullable<Wait['place']>, string> = {
  settings: text.toSettings,
  runners: text.toRunners,
  agents: text.toAgents,
};
const pathOf = (projectId: string, place: NonNullable<Wait['place']>): string =>
  place === 'runners' ? '/runners' : projectPath(projectId, place);

function Waits({ run }: { run: Run }) {
  const said = useView((view) => whyWaits(view, run).words);
  const place = useView((view) => whyWaits(view, run).place);
  return (
    <p role="status" className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <span className="flex min-w-0 items-start gap-1.5 [overflow-wrap:anywhere]">
        <Clock className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
        <VisibleText text={said} />
      </span>
      {place === null ? null : (
        <Button asChild size="sm">
          <Link href={pathOf(run.project_id, place)}>{words[place]}</Link>
        </Button>
      )}
    </p>
  );
}

const AfterFailure = ({ run }: { run: Run }) => (
  <>
    {run.executor === 'acp' ? <DeniedAsks runId={run.id} /> : null}
    <nav aria-label={text.next} className="mt-2 flex flex-wrap gap-1.5">
      <Button asChild size="sm">
        <Link href="?tab=console">{text.toConsole}</Link>
      </Button>
      <Button asChild size="sm">
        <Link href="?tab=evidence">{text.toEvidence}</Link>
      </Button>
      <Button asChild size="sm" look="quiet">
        <Link href={projectPath(run.project_id, 'agents')}>{text.toAgent}</Link>
      </Button>
    </nav>
  </>
);

function AfterApproval({ run }: { run: Run }) {
  const hasMerge = useTaskMerges(run.task_id).some((each) => each.run_id === run.id);
  const path = hasMerge ? mergesPath(run.project_id) : taskPath(run.project_id, run.task_id);
  return (
    <nav aria-label={text.next} className="mt-2">
      <Button asChild size="sm" look={hasMerge ? 'plain' : 'primary'}>
        <Link href={path}>{hasMerge ? text.toMerges : text.toMerge}</Link>
      </Button>
    </nav>
  );
}
