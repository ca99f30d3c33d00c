import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { wordsOfPaths } from '@overmind/domain/runners/path-words';
import { orRefused, refused } from '../merging/refused.ts';
import { isSecretPath } from '../sandbox/secrets/deny-list.ts';
import { git, tryGit } from './git.ts';
import { openRepository } from './repository.ts';
import type { AllowedRoots } from './roots.ts';

const all = ['ls-tree', '-r', '--full-tree', '--name-only', '-z'];
const read = { isRead: true, timeoutMs: 30_000 };

/** What the parts of a repository are called, by the paths that are committed; of a huge one, by its folders. */
export async function tellRepositoryWords(
  { path }: QuestionOf<'repository_words'>,
  roots: AllowedRoots,
): Promise<RunnerAnswer> {
  const repository = await openRepository(path, roots);
  if (!repository.ok) return refused(repository.detail);
  const place = { folder: repository.path };
  return orRefused(async () => {
    const printed =
      (await tryGit([...all, 'HEAD'], place, read)) ?? (await git([...all, '-d', 'HEAD'], place, read));
    const paths = printed.split('\0').filter((each) => each !== '' && !isSecretPath(each));
    return { kind: 'repository_words', words: wordsOfPaths(paths) };
  });
}
