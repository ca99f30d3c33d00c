'use client';
import { type Cycle, cycleStates } from '@overmind/contracts/entities/cycle';
import { ChevronDown, Orbit } from 'lucide-react';
import { lazy, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { isCycleOver, useRunCycle } from '#features/cycles/use-cycles.ts';
import { useMay, useView } from '#features/project/project-context.tsx';
import { toast } from '#lib/toast.ts';
import { cycles } from '#text/cycles.ts';
import { cycleWords, dashboard } from '#text/dashboard.ts';

const CyclePanel = lazy(async () => ({
  default: (await import('#features/cycles/cycle-panel.tsx')).CyclePanel,
}));

const stepCount = cycleStates.indexOf('cycle.completed');

/** Asks for a cycle; while one runs the button shows how far it is. Beside it: the steps and the last cycles. */
export function OrchestratorButton() {
  const cycle = useView((view) => view.cycle);
  const mayRun = useMay('operator');
  const { run, isPending, askedId } = useRunCycle();
  useCycleToast(cycle, askedId);
  const isRunning = cycle !== null && !isCycleOver(cycle);
  return (
    <span className="flex">
      <Button
        className="relative overflow-hidden rounded-r-none border-r-0 max-md:px-0"
        isBusy={isPending}
        disabled={!mayRun}
        aria-disabled={isRunning}
        aria-label={dashboard.run}
        title={isRunning ? cycleWords[cycle.state] : dashboard.runHint}
        onClick={() => (isRunning ? undefined : run())}
      >
        {isPending ? null : (
          <Orbit className={isRunning ? 'animate-spin [animation-duration:3s]' : ''} aria-hidden />
        )}
        <span className="max-xl:hidden">{isRunning ? cycleWords[cycle.state] : dashboard.run}</span>
        {isRunning ? <Progress state={cycle.state} /> : null}
      </Button>
      <Popover
        label={cycles.history}
        trigger={
          <Button
            size="icon"
            className="h-8 w-[26px] min-w-0! rounded-l-none max-md:w-8"
            aria-label={cycles.openHistory}
            title={cycles.openHistory}
          >
            <ChevronDown className="size-3.5!" aria-hidden />
          </Button>
        }
      >
        {(close) => <CyclePanel onClose={close} />}
      </Popover>
    </span>
  );
}

function Progress({ state }: { state: Cycle['state'] }) {
  const share = Math.max(0.06, cycleStates.indexOf(state) / stepCount);
  return (
    <span
      role="progressbar"
      aria-label={dashboard.running}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={cycleWords[state]}
      className="absolute bottom-0 left-0 h-[3px] bg-running transition-[width]"
      style={{ width: `${share * 100}%` }}
    />
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
