import type {
  CheckResult,
  Evidence,
  RunJob,
  RunMetrics,
  RunReason,
  RunResult,
  StepResult,
} from '@overmind/contracts/entities/run';
import type { StepReports } from '../output/reports/step-reports.ts';
import type { RunOutput } from '../output/run-output.ts';
import type { StepContext } from '../process/run-step.ts';
import type { SpooledArtifact } from '../spool/run-spool.ts';
import type { AgentPlace } from './acp/agent-place.ts';

/** What it takes to run steps: commands, set-up, checks and teardown. */
export interface StepsContext {
  job: RunJob;
  output: RunOutput;
  step: StepContext;
  /** Where tests leave their reports; without it only what they print is counted. */
  reports?: StepReports;
  /** Tells the server how these steps stand; those of other phases are not among them. */
  report: (steps: readonly StepResult[]) => void;
}

export interface ExecutorContext extends StepsContext {
  /** For a coding agent: its home, its transcript, and people to talk with. */
  agent: AgentPlace;
}

/** How the work itself ended; what a stop from outside makes of it is decided by the caller. */
export interface Work {
  status: Extract<RunResult['status'], 'completed' | 'failed' | 'timed_out'>;
  reason: RunReason;
  exitCode: number | null;
  /** One sentence for a person; empty when the steps say it all. */
  summary: string;
  steps: StepResult[];
  /** Of the executor itself. The job's checks are run after it, by the runner. */
  checks: CheckResult[];
  evidence: Evidence[];
  /** Beside what the runner measures itself: tokens, cost, tool calls. */
  metrics: RunMetrics;
  /** Files in the run's folder that are kept with the run. */
  artifacts: SpooledArtifact[];
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
  metrics: {},
  artifacts: [],
});
