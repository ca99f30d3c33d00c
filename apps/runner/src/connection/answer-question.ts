import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import { applyMerge } from '../merging/apply.ts';
import { blameLine } from '../merging/blame.ts';
import { previewMerge } from '../merging/preview.ts';
import { openPullRequest } from '../merging/pull-request.ts';
import { pushCommit } from '../merging/push.ts';
import { tryMerge } from '../merging/try.ts';
import { tryAgent } from '../presets/try-agent.ts';
import type { RunSetting } from '../runs/run-setting.ts';
import { browseFolders } from '../workspace/browse.ts';
import { stateOfWorkspace } from '../workspace/disk/find.ts';
import { pruneWorkspaces } from '../workspace/disk/prune.ts';
import { reportWorkspaces } from '../workspace/disk/report.ts';
import { inspectPath } from '../workspace/inspect.ts';
import { mirrorState } from '../workspace/mirror-state.ts';
import { tellRepositoryWords } from '../workspace/repository-words.ts';

/** Answers what the server asks; the signal is aborted when the runner stops. */
export async function answerQuestion(
  question: RunnerQuestion,
  setting: RunSetting,
  signal: AbortSignal,
): Promise<RunnerAnswer> {
  const { roots, environment } = setting;
  switch (question.kind) {
    case 'inspect':
      return { kind: 'inspect', inspection: await inspectPath(question.path, roots) };
    case 'browse':
      return browseFolders(question.path, roots);
    case 'mirror_state':
      return mirrorState(question, roots);
    case 'merge_preview':
      return previewMerge(question, roots);
    case 'merge_try':
      return tryMerge(question, setting, signal);
    case 'merge_apply':
      return applyMerge(question, roots, setting.mutex);
    case 'push':
      return pushCommit(question, { roots, environment, signal });
    case 'pull_request':
      return openPullRequest(question, { roots, environment, signal });
    case 'blame':
      return blameLine(question, roots);
    case 'workspaces':
      return { kind: 'workspaces', report: await reportWorkspaces(setting.workspaces) };
    case 'find_workspace':
      return { kind: 'find_workspace', state: await stateOfWorkspace(setting, question.run_id) };
    case 'prune_workspaces':
      return { kind: 'prune_workspaces', ...(await pruneWorkspaces(setting.workspaces, question)) };
    case 'repository_words':
      return tellRepositoryWords(question, roots);
    case 'test_agent':
      return tryAgent(question, setting, signal);
    default:
      return { kind: 'refused', detail: 'This runner cannot do that; update it.' };
  }
}
