import { AppError } from '@overmind/contracts/errors';
import type { RunnerQuestion } from '@overmind/contracts/frames/questions';
import { listRunnerRows } from '@overmind/db/queries/execution/runners';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import {
  findStateCopy,
  listMirrorsToWrite,
  listStateCommits,
  saveMirror,
} from '@overmind/db/queries/projects/state-copies';
import { findLatestStateLine } from '@overmind/db/queries/projects/state-versions';
import { rootsHold } from '@overmind/domain/scheduling/roots';
import type { Core } from '../core.ts';
import { askRunner } from '../runners/ask.ts';
import { messageOf } from './copy/commit-object.ts';

interface Wanted {
  question: Extract<RunnerQuestion, { kind: 'mirror_state' }>;
  /** Which version at which place; what is stored once it stands there. */
  place: string;
}

async function findWanted(core: Core, projectId: string): Promise<Wanted | null> {
  const project = await findProjectRow(core.db, projectId);
  const path = project?.default_repo_path ?? null;
  const mirror = project ? settingsOf(project).state_mirror : null;
  const latest = await findLatestStateLine(core.db, projectId);
  if (path === null || mirror === null || !latest) return null;
  const [row] = await listStateCommits(core.db, projectId, latest.version - 1, 1);
  if (!row) return null;
  return {
    place: [row.version, mirror.branch, mirror.path, path].join(' '),
    question: {
      ...{ kind: 'mirror_state', path, branch: mirror.branch, file: mirror.path },
      ...{ content: row.content, author: row.author, message: messageOf(row) },
      committed_at: row.created_at.toISOString(),
    },
  };
}

const maxAsked = 3;

/** Asks the runners that hold the repository, one after the other; null when one of them did it. */
async function askRunners(core: Core, question: Wanted['question']): Promise<string | null> {
  const runners = (await listRunnerRows(core.db)).filter(
    (runner) => runner.status === 'online' && rootsHold(runner.allowed_roots, question.path),
  );
  if (runners.length === 0) return `No runner that is online offers ${question.path}.`;
  let problem = '';
  for (const runner of runners.slice(0, maxAsked)) {
    try {
      const answer = await askRunner(core, runner.id, question);
      if (answer.kind === 'mirror_state') return null;
      problem =
        answer.kind === 'refused' ? answer.detail : 'The runner cannot do this; it is of an older version.';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problem = error.message;
    }
  }
  return problem;
}

/**
 * Commits the latest version to the project's own repository, by a runner that holds it. While there is none it
 * is noted why, and `mirrorWaitingStates` tries again.
 */
export async function mirrorState(core: Core, projectId: string): Promise<void> {
  const wanted = await findWanted(core, projectId);
  if (!wanted) return;
  const problem = await askRunners(core, wanted.question);
  if (problem === null) return saveMirror(core.db, projectId, { place: wanted.place });
  const told = `The state document is not in the repository yet: ${problem}`.slice(0, 1_000);
  const before = await findStateCopy(core.db, projectId);
  if (before?.mirror_problem !== told)
    core.log.warn({ project_id: projectId, problem }, 'a state document waits to be mirrored');
  await saveMirror(core.db, projectId, { problem: told });
}

const maxMirrorsATurn = 20;

/** Tries again where the latest version does not stand in the project's own repository yet. */
export async function mirrorWaitingStates(core: Core): Promise<void> {
  for (const projectId of await listMirrorsToWrite(core.db, maxMirrorsATurn))
    await mirrorState(core, projectId);
}
