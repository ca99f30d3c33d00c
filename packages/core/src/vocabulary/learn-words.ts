import { listRepositoriesToLearn, putRepositoryWords } from '@overmind/db/queries/voice/repository-words';
import type { Core } from '../core.ts';
import { findHolder } from '../merges/runner.ts';
import { askRunner } from '../runners/ask.ts';
import { toStorable } from '../runs/storable.ts';

const atOnce = 5;
const answerMs = 40_000;
const dayMs = 86_400_000;
/** Nobody held the repository, or who did could not say. */
const soonMs = 10 * 60_000;

async function askWords(core: Core, path: string): Promise<string[] | null> {
  const runner = await findHolder(core, path);
  if (runner === null) return null;
  const answer = await askRunner(core, runner.id, { kind: 'repository_words', path }, answerMs);
  return answer.kind === 'repository_words' ? answer.words.map(toStorable) : null;
}

/**
 * Asks those who hold the repositories of projects what the parts of these are called, once a day, so that who speaks
 * of them is heard right without anybody being asked then.
 */
export async function learnRepositoryWords(core: Core): Promise<void> {
  for (const repository of await listRepositoriesToLearn(core.db, atOnce)) {
    try {
      const words = await askWords(core, repository.repo_path).catch((error: unknown) => {
        core.log.debug(
          { err: error, path: repository.repo_path },
          'the words of a repository are not known yet',
        );
        return null;
      });
      await putRepositoryWords(core.db, repository, words, words === null ? soonMs : dayMs);
    } catch (error) {
      // Such as of a project that was deleted meanwhile; others go on.
      core.log.warn(
        { err: error, project: repository.project_id },
        'the words of a repository were not kept',
      );
    }
  }
}
