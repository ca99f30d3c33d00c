import { AppError } from '@overmind/contracts/errors';
import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { isRepositoryOf } from '@overmind/db/queries/review/provenance';
import type { Core } from '../core.ts';
import { findHolder } from '../merges/runner.ts';
import { askRunner } from '../runners/ask.ts';

export interface Line {
  path: string;
  line: number;
  revision?: string | undefined;
  repo_path?: string | undefined;
}

export type Blame = Extract<RunnerAnswer, { kind: 'blame' }>;
type Within = NonNullable<QuestionOf<'blame'>['within']>;

const blameMs = 30_000;

/** The repository that is meant, which must be one of the project's: a runner holds others too. */
async function repositoryFor(core: Core, projectId: string, line: Line) {
  const project = await findProjectRow(core.db, projectId);
  const path = line.repo_path ?? project?.default_repo_path ?? null;
  if (!project || path === null)
    throw new AppError('rule_violated', 'This project has no repository.', { rule: 'project.repository' });
  if (!(await isRepositoryOf(core.db, projectId, path)))
    throw new AppError('invalid', 'This project does not work in that repository.', {
      errors: [{ pointer: '/repo_path', detail: 'Give the path of a repository of this project.' }],
    });
  return { path, branch: settingsOf(project).base_branch };
}

/** Asks who wrote a line; gives a function that asks the same runner whether that was between two commits. */
export async function askBlame(
  core: Core,
  projectId: string,
  line: Line,
): Promise<{ blame: Blame; isWithin: (range: Within) => Promise<boolean> }> {
  const { path, branch } = await repositoryFor(core, projectId, line);
  const runner = await findHolder(core, path);
  if (runner === null)
    throw new AppError('unavailable', `No runner that holds ${path} is online.`, { retryAfterS: 10 });
  const ask = async (within: Within | null): Promise<Blame> => {
    const answer = await askRunner(
      core,
      runner.id,
      {
        ...{ kind: 'blame', path, file: line.path, line: line.line, within },
        revision: line.revision ?? branch,
      },
      blameMs,
    );
    if (answer.kind === 'blame') return answer;
    const detail =
      answer.kind === 'refused' ? answer.detail : 'The runner is of an older version; update it.';
    throw new AppError('rule_violated', detail, { rule: 'provenance.line' });
  };
  return { blame: await ask(null), isWithin: async (range) => (await ask(range)).is_within === true };
}
