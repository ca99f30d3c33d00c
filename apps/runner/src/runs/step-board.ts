import type { StepResult } from '@overmind/contracts/entities/run';

const phases = ['setup', 'work', 'check', 'review', 'teardown'] as const;
export type Phase = (typeof phases)[number];

/** All steps of a run, phase by phase, as people see them from the start. */
export class StepBoard {
  readonly #steps = new Map<Phase, readonly StepResult[]>();
  readonly #onChange: (steps: readonly StepResult[]) => void;

  constructor(onChange: (steps: readonly StepResult[]) => void) {
    this.#onChange = onChange;
  }

  get steps(): StepResult[] {
    return phases.flatMap((phase) => this.#steps.get(phase) ?? []);
  }

  put(phase: Phase, steps: readonly StepResult[]): void {
    this.#steps.set(phase, steps);
    this.#onChange(this.steps);
  }
}
