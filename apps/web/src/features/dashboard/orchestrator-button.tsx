'use client';
import { type Cycle, cycleStates } from '@overmind/contracts/entities/cycle';
import { runOrchestrator } from '@overmind/contracts/routes/orchestrator';
import { Orbit } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useMay, useProjectScope, useView } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { cycleWords, dashboard } from '#text/dashboard.ts';

const stepCount = cycleStates.indexOf('cycle.completed');
export const isCycleOver = (cycle: Cycle): boolean =>
  cycle.state === 'cycle.completed' || cycle.state === 'cycle.failed';

/** Asks for a cycle; while one runs the button shows how far it is. */
export function OrchestratorButton() {
  const { projectId } = useProjectScope();
  const cycle = useView((view) => view.cycle);
  const mayRun = useMay('operator');
  const ask = useSend(runOrchestrator, { onError: (error) => void toast.error(errorWords(error)) });
  useCycleToast(cycle, ask.data?.cycle_id);
  const isRunning = cycle !== null && !isCycleOver(cycle);
  const share = isRunning ? Math.max(0.06, cycleStates.indexOf(cycle.state) / stepCount) : 0;
  return (
    <Button
      className="relative overflow-hidden max-md:px-0"
      isBusy={ask.isPending}
      disabled={!mayRun}
      aria-disabled={isRunning}
      aria-label={dashboard.run}
      title={isRunning ? cycleWords[cycle.state] : dashboard.runHint}
      onClick={() => (isRunning ? undefined : ask.mutate({ params: { id: projectId }, body: {} }))}
    >
      {ask.isPending ? null : (
        <Orbit className={isRunning ? 'animate-spin [animation-duration:3s]' : ''} aria-hidden />
      )}
      <span className="max-xl:hidden">{isRunning ? cycleWords[cycle.state] : dashboard.run}</span>
      {isRunning ? (
        <span
          role="progressbar"
          aria-label={dashboard.running}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={cycleWords[cycle.state]}
          className="absolute bottom-0 left-0 h-[3px] bg-running transition-[width]"
          style={{ width: `${share * 100}%` }}
        />
      ) : null}
    </Button>
  );
}

/** Says how the cycle ended that this person asked for; others end silently. */
function useCycleToast(cycle: Cycle | null, askedId: string | undefined): void {
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (cycle === null || cycle.id !== askedId || told.current === cycle.id || !isCycleOver(cycle)) return;
    told.current = cycle.id;
    const { tasks_created: tasks, runs_scheduled: runs } = cycle.counts;
    if (cycle.state === 'cycle.failed')
      toast.error(dashboard.cycleFailed, { description: cycle.error ?? '' });
    else toast(tasks + runs === 0 ? dashboard.cycleIdle : dashboard.cycleDone(tasks, runs));
  }, [cycle, askedId]);
}
