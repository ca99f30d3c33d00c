import type {
  CheckResult,
  Evidence,
  RunJob,
  RunReason,
  RunResult,
  StepResult,
} from '@overmind/contracts/entities/run';
import type { RunOutput } from '../output/run-output.ts';
import type { StepContext } from '../process/run-step.ts';

export interface ExecutorContext {
  job: RunJob;
  output: RunOutput;
  step: StepContext;
  /** Tells the server how the steps stand. */
  report: (steps: readonly StepResult[]) => void;
}

/** How the work itself ended; what a stop from outside makes of it is decided by the caller. */
export interface Work {
  status: Extract<RunResult['status'], 'completed' | 'failed' | 'timed_out'>;
  reason: RunReason;
  exitCode: number | null;
  /** One sentence for a person. */
  summary: string;
  steps: StepResult[];
  checks: CheckResult[];
  evidence: Evidence[];
}

export type Executor = (context: ExecutorContext) => Promise<Work>;

export const workFailed = (reason: RunReason, summary: string): Work => ({
  status: 'failed',
  reason,
  exitCode: null,
  summary,
  steps: [],
  checks: [],
  evidence: [],
});
