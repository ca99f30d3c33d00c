import type { ExecutorContext, Work } from './executor.ts';
import { pendingStep, runSteps } from './steps.ts';

/** Runs the job's commands in order; the first failure ends the work. */
export async function runCommands(context: ExecutorContext): Promise<Work> {
  const { commands } = context.job;
  const steps = commands.map((command) => pendingStep('command', command));
  context.report(steps);
  const { evidence, failure } = await runSteps(commands, steps, context);
  const ended = failure ?? {
    status: 'completed' as const,
    reason: 'ok' as const,
    exitCode: 0,
    summary: '',
  };
  return { ...ended, steps, checks: [], evidence, metrics: {}, artifacts: [] };
}
