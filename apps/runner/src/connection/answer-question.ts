import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/runner';
import { browseFolders } from '../workspace/browse.ts';
import { inspectPath } from '../workspace/inspect.ts';
import type { AllowedRoots } from '../workspace/roots.ts';

export async function answerQuestion(question: RunnerQuestion, roots: AllowedRoots): Promise<RunnerAnswer> {
  if (question.kind === 'browse') return browseFolders(question.path, roots);
  return { kind: 'inspect', inspection: await inspectPath(question.path, roots) };
}
