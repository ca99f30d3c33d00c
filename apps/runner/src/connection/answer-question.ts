import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/runner';
import { browseFolders } from '../workspace/browse.ts';
import { inspectPath } from '../workspace/inspect.ts';
import { mirrorState } from '../workspace/mirror-state.ts';
import type { AllowedRoots } from '../workspace/roots.ts';

export async function answerQuestion(question: RunnerQuestion, roots: AllowedRoots): Promise<RunnerAnswer> {
  if (question.kind === 'browse') return browseFolders(question.path, roots);
  if (question.kind === 'mirror_state') return mirrorState(question, roots);
  return { kind: 'inspect', inspection: await inspectPath(question.path, roots) };
}
