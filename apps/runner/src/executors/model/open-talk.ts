import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelCallError } from '@overmind/models/failures/model-call-error';
import { messageOf } from '../../log.ts';
import { Recorder } from '../../transcript/recorder.ts';
import { makePlainGitDir } from '../../workspace/changes/plain-view.ts';
import type { ExecutorContext } from '../executor.ts';
import { TalkEnded } from './converse.ts';
import { RepositoryView } from './repository-view.ts';

const mostWords = 1_000;

/** Where what a model says is written down; `prefix` keeps several talks of one run apart. */
export function recorderOf({ agent, output }: ExecutorContext, prefix = ''): Recorder {
  return new Recorder({
    secrets: agent.secrets,
    write: (step) => agent.spool.transcript.add(step),
    tell: (line) => output.tell(line),
    onBytes: (bytes) => output.count(bytes),
    prefix,
  });
}

/** Sight of a folder for a model; `runFolder` is the run's own, which no process of it reaches. */
export async function openView(
  folder: string,
  runFolder: string,
  { hasIgnored }: { hasIgnored: boolean },
): Promise<RepositoryView> {
  const gitDir = join(runFolder, 'search.git');
  await makePlainGitDir(gitDir);
  return new RepositoryView(await realpath(folder), { gitDir, hasIgnored });
}

interface TalkFailure {
  reason: 'agent_silent' | 'over_budget' | TalkEnded['reason'];
  /** A sentence, of which a provider may have written a part: to be cleaned before it is shown. */
  words: string;
}

/** Why a talk with a model failed, in one sentence. */
export function failureOf(error: unknown, name: string): TalkFailure {
  if (error instanceof TalkEnded) return { reason: error.reason, words: `${name} ${error.message}` };
  if (!(error instanceof ModelCallError))
    return { reason: 'agent_failed', words: `${name} failed: ${messageOf(error)}`.slice(0, mostWords) };
  return { reason: reasonOf(error), words: error.message.slice(0, mostWords) };
}

function reasonOf({ reason }: ModelCallError): TalkFailure['reason'] {
  if (reason === 'silent' || reason === 'timed_out') return 'agent_silent';
  return reason === 'over_budget' || reason === 'budget_held' ? 'over_budget' : 'agent_failed';
}
