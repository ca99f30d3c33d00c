import { type Cycle, cycleStates } from '@overmind/contracts/entities/cycle';
import { Check, Loader2 } from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { cycleSteps, cycles } from '#text/cycles.ts';

type StepMark = 'done' | 'now' | 'pending';

/** A cycle stands in the last state that it has finished, so it works on the one after that. */
export function stepMarks(state: Cycle['state']): StepMark[] {
  const place = cycleStates.indexOf(state);
  const isOver = state === 'cycle.completed';
  return cycleSteps.map((step) => {
    const at = cycleStates.indexOf(step.state);
    if (isOver || at <= place) return 'done';
    return at === place + 1 ? 'now' : 'pending';
  });
}

const tones: Record<StepMark, string> = {
  done: 'text-ink',
  now: 'text-running font-medium',
  pending: 'text-ink-3',
};
const marks = {
  done: <Check className="size-3 text-done" aria-hidden />,
  now: <Loader2 className="size-3 animate-spin text-running" aria-hidden />,
  pending: <span className="size-1.5 rounded-full bg-line-strong" aria-hidden />,
};
const said: Record<StepMark, string> = {
  done: cycles.stepDone,
  now: cycles.stepNow,
  pending: '',
};

export function CycleSteps({ cycle }: { cycle: Cycle }) {
  const steps = stepMarks(cycle.state);
  return (
    <ol aria-label={cycles.steps} className="grid grid-cols-2 gap-x-4 gap-y-1 text-xs">
      {cycleSteps.map(({ state, words }, index) => {
        const mark = steps[index] ?? 'pending';
        return (
          <li
            key={state}
            aria-current={mark === 'now' ? 'step' : undefined}
            className={cn('flex items-center gap-2', tones[mark])}
          >
            <span className="grid size-4 shrink-0 place-items-center">{marks[mark]}</span>
            {words}
            <span className="sr-only">{said[mark]}</span>
          </li>
        );
      })}
    </ol>
  );
}
