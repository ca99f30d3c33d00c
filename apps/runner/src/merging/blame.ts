import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { isSecretPath } from '../sandbox/secrets/deny-list.ts';
import { GitError, type GitPlace, git, tryGit } from '../workspace/git.ts';
import type { AllowedRoots } from '../workspace/roots.ts';
import { findCommit, isAncestor, type Merging, openForMerging } from './open.ts';
import { orRefused, refused } from './refused.ts';

type Question = QuestionOf<'blame'>;
type Blame = Extract<RunnerAnswer, { kind: 'blame' }>;

const read = { isRead: true };
const mostCarriers = 20;

/** Who wrote a line as it stands in a revision, and which commits brought that there. */
export async function blameLine(question: Question, roots: AllowedRoots): Promise<RunnerAnswer> {
  const opened = await openForMerging(question.path, roots);
  if (!opened.ok) return refused(opened.detail);
  const wanted = question.revision ?? opened.repository.defaultBranch ?? 'HEAD';
  const revision = await findRevision(opened, wanted);
  if (revision === null) return refused(`There is no branch or commit "${wanted}" in this repository.`);
  return orRefused(async () => {
    const fault = await findFault(opened.place, revision, question);
    if (fault !== null) return refused(fault);
    return blame(opened.place, revision, question);
  });
}

/** A branch by its short name, or a commit by its hash. */
async function findRevision({ place }: Merging, name: string): Promise<string | null> {
  const isHash = /^[0-9a-f]{7,64}$/.test(name);
  const candidates = [`refs/heads/${name}`, `refs/remotes/origin/${name}`, ...(isHash ? [name] : [])];
  if (name === 'HEAD') candidates.push(name);
  for (const candidate of candidates) {
    const commit = await findCommit(place, candidate);
    if (commit !== null) return commit;
  }
  return null;
}

async function findFault(
  place: GitPlace,
  revision: string,
  { file, line }: Question,
): Promise<string | null> {
  if (file.startsWith('/') || file.split('/').some((part) => part === '..' || part === '.' || part === ''))
    return 'Give a path inside the repository, with no "..".';
  if (isSecretPath(file)) return `${file} is among the files that are not shown: it may hold secrets.`;
  const entry = await git(['ls-tree', '-z', revision, '--', `:(literal)${file}`], place, read);
  if (entry === '') return `There is no file ${file} in ${revision.slice(0, 10)}.`;
  if (!/^100/.test(entry)) return `${file} is no file with lines.`;
  // Asked for: its name depends on the repository's hash.
  const emptyTree = await git(['hash-object', '-t', 'tree', '--stdin'], place, { ...read, input: '' });
  const numbers = await git(
    ['diff', '--numstat', '--no-textconv', '--no-ext-diff', emptyTree, revision, '--', `:(literal)${file}`],
    place,
    read,
  );
  if (numbers.startsWith('-')) return `${file} is a binary file, without lines.`;
  const lines = Number(numbers.split('\t')[0] || 0);
  if (line > lines)
    return `${file} has ${lines === 1 ? 'one line' : `${lines} lines`} in ${revision.slice(0, 10)}.`;
  return null;
}

async function blame(place: GitPlace, revision: string, question: Question): Promise<RunnerAnswer> {
  const { file, line, within } = question;
  // A line that was moved since, within its file or to another, is still of who wrote it.
  const moved = ['-M', '-C'];
  const args = [
    'blame',
    ...moved,
    '--porcelain',
    '--no-textconv',
    '-L',
    `${line},${line}`,
    revision,
    '--',
    file,
  ];
  const printed = await git(args, place, { ...read, timeoutMs: 60_000 });
  const [head = '', ...rest] = printed.split('\n');
  const [commit = '', original = ''] = head.split(' ');
  const text = rest.find((each) => each.startsWith('\t'))?.slice(1) ?? '';
  const path = rest.find((each) => each.startsWith('filename '))?.slice('filename '.length) ?? file;
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new GitError('git blame named no commit.', null);
  return {
    ...{ kind: 'blame', commit, text: text.slice(0, 10_000) },
    ...(await describe(place, commit)),
    ...{ original_path: path.slice(0, 4_096), original_line: Number(original) || line },
    carriers: await findCarriers(place, commit, revision),
    is_within: within === null ? null : await isWithinRange(place, commit, within),
  };
}

async function describe(
  place: GitPlace,
  commit: string,
): Promise<Pick<Blame, 'author' | 'committed_at' | 'message'>> {
  const args = ['log', '--max-count=1', '--format=%an <%ae>%x00%ct%x00%B', '--end-of-options', commit, '--'];
  const [author = '', seconds = '0', message = ''] = (await git(args, place, read)).split('\0');
  return {
    author: author.slice(0, 300),
    committed_at: new Date(Number(seconds) * 1_000).toISOString(),
    message: message.slice(0, 20_000),
  };
}

/** The commits on the way from one to the revision, nearest first. */
async function findCarriers(place: GitPlace, commit: string, revision: string): Promise<Blame['carriers']> {
  if (commit === revision) return [];
  const args = ['rev-list', '--ancestry-path', '--topo-order', '--reverse', `${commit}..${revision}`, '--'];
  const listed = (await tryGit(args, place, { ...read, timeoutMs: 60_000 })) ?? '';
  const commits = listed.split('\n').filter((hash) => hash !== '');
  const carriers: Blame['carriers'] = [];
  for (const hash of commits.slice(0, mostCarriers))
    carriers.push({ commit: hash, message: (await describe(place, hash)).message });
  return carriers;
}

async function isWithinRange(
  place: GitPlace,
  commit: string,
  { base, head }: NonNullable<Question['within']>,
): Promise<boolean> {
  const isKnown = (await findCommit(place, base)) !== null && (await findCommit(place, head)) !== null;
  return isKnown && (await isAncestor(place, commit, head)) && !(await isAncestor(place, commit, base));
}
