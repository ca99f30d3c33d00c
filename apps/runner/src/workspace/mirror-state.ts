import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import { type GitCall, GitError, type GitPlace, git, tryGit } from './git.ts';
import { openRepository } from './repository.ts';
import type { AllowedRoots } from './roots.ts';

type Question = Extract<RunnerQuestion, { kind: 'mirror_state' }>;

const branchForm = /^overmind\/[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const fileForm = /^[\w.-]+(?:\/[\w.-]+)*$/;
const reserved = new Set(['.', '..', '.git']);

const refused = (detail: string): RunnerAnswer => ({ kind: 'refused', detail: detail.slice(0, 1_000) });

/** Why the server's words cannot be followed, whoever wrote them; null when they can. */
function findFault({ branch, file, content }: Question): string | null {
  if (!branchForm.test(branch) || /\.\.|\.lock(?:\/|$)|\.$/.test(branch))
    return `"${branch}" is no branch name below "overmind/".`;
  const parts = file.toLowerCase().split('/');
  if (!fileForm.test(file) || parts.some((part) => reserved.has(part)))
    return `"${file}" is no path inside a repository.`;
  return content.length > 1024 * 1024 ? 'The document is larger than 1 MiB.' : null;
}

/** The commit of the branch, null where there is none. */
const findHead = (place: GitPlace, ref: string): Promise<string | null> =>
  tryGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], place, {
    isRead: true,
  });

/** Whether the branch ends in a commit that was made here: what else stands on it is somebody's work. */
async function isOurs(place: GitPlace, head: string): Promise<boolean> {
  const format = '%(trailers:key=Content-Hash,valueonly,separator=%x2C)';
  const args = ['log', '--max-count=1', `--format=${format}`, '--end-of-options', head, '--'];
  return /^[0-9a-f]{64}$/.test(await git(args, place, { isRead: true }));
}

async function isCheckedOut(place: GitPlace, ref: string): Promise<boolean> {
  const listed = await git(['worktree', 'list', '--porcelain'], place, { isRead: true });
  return listed.split('\n').includes(`branch ${ref}`);
}

/** A tree with the one file in it, written below `path`. */
async function writeTree(place: GitPlace, file: string, content: string): Promise<string> {
  let hash = await git(['hash-object', '-w', '--no-filters', '--stdin'], place, { input: content });
  let entry = `100644 blob ${hash}`;
  for (const name of file.split('/').reverse()) {
    hash = await git(['mktree', '-z'], place, { input: `${entry}\t${name}\0` });
    entry = `040000 tree ${hash}`;
  }
  return hash;
}

/** Author and committer are who made the version, at its time. */
function signature({ author, committed_at }: Question): NonNullable<GitCall['env']> {
  const [, name = 'OvermindOps', email = ''] = /^(.*?) ?<([^<>]*)>$/.exec(author) ?? [];
  // Git knows no time before 1970.
  const date = `@${Math.max(0, Math.floor(Date.parse(committed_at) / 1_000))} +0000`;
  return {
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date },
  };
}

async function commit(place: GitPlace, question: Question): Promise<RunnerAnswer> {
  const ref = `refs/heads/${question.branch}`;
  const head = await findHead(place, ref);
  if (head !== null && !(await isOurs(place, head)))
    return refused(
      `Branch ${question.branch} holds other work. Choose another branch for the state document.`,
    );
  const tree = await writeTree(place, question.file, question.content);
  if (head !== null) {
    const stands = await git(['rev-parse', '--verify', `${head}^{tree}`], place, { isRead: true });
    if (stands === tree) return { kind: 'mirror_state', commit: head };
  }
  if (await isCheckedOut(place, ref))
    return refused(`Branch ${question.branch} is checked out. Check out another one there.`);
  const parent = head === null ? [] : ['-p', head];
  const call = { env: signature(question), input: question.message };
  const made = await git(['commit-tree', tree, ...parent, '-F', '-'], place, call);
  // Fails when somebody moved the branch since it was read; the server asks again.
  await git(['update-ref', '-m', 'OvermindOps state', ref, made, head ?? '0'.repeat(made.length)], place);
  return { kind: 'mirror_state', commit: made };
}

/**
 * Commits a state document to a branch of its own that holds nothing else, by plumbing: no checkout, index or
 * hook is touched. A branch whose head says the same stays as it is.
 */
export async function mirrorState(question: Question, roots: AllowedRoots): Promise<RunnerAnswer> {
  const fault = findFault(question);
  if (fault !== null) return refused(fault);
  const repository = await openRepository(question.path, roots);
  if (!repository.ok) return refused(repository.detail);
  try {
    return await commit({ folder: repository.path }, question);
  } catch (error) {
    if (error instanceof GitError) return refused(error.message);
    throw error;
  }
}
