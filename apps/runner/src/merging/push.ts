import type { QuestionOf, RunnerAnswer } from '@overmind/contracts/frames/questions';
import { pause } from '../clock.ts';
import { GitError, type GitPlace } from '../workspace/git.ts';
import type { AllowedRoots } from '../workspace/roots.ts';
import { gitInGroup } from './git-group.ts';
import { branchRef, findCommit, isBranchName, openForMerging } from './open.ts';
import { pushWords } from './push-words.ts';
import { refused } from './refused.ts';
import { findRemote, type Remote } from './remote.ts';
import { findToken, withoutSecrets } from './token.ts';

type Question = QuestionOf<'push'>;
type Found = Extract<Remote, { ok: true }>;

export interface PushSetting {
  roots: AllowedRoots;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  /** Waits before the second, third, … try when the network fails. */
  retryMs?: readonly number[];
  /** How long one try may take. */
  pushMs?: number;
}

const defaultRetryMs = [1_000, 4_000, 15_000];
const defaultPushMs = 60_000;
const remoteName = 'overmind-push';

/** Brings one commit to a branch of a remote. What the remote says to a refusal is the answer. */
export async function pushCommit(question: Question, setting: PushSetting): Promise<RunnerAnswer> {
  const opened = await openForMerging(question.path, setting.roots);
  if (!opened.ok) return refused(opened.detail);
  const { place } = opened;
  if (!(await isBranchName(place, question.branch)))
    return refused(`"${question.branch}" is no name of a branch.`);
  if (question.is_forced && !question.branch.startsWith('overmind/'))
    return refused('Only branches below overmind/ are ever forced.');
  if ((await findCommit(place, question.commit)) === null)
    return refused(`Commit ${question.commit.slice(0, 10)} is not in this repository any more.`);
  const remote = await findRemote(place, question.remote, setting.roots);
  if (!remote.ok) return refused(remote.detail);
  const token = findToken(setting.environment, question.token_env);
  return pushWithRetries(question, { place, remote, token, setting });
}

interface Push {
  place: GitPlace;
  remote: Found;
  token: string | null;
  setting: PushSetting;
}

async function pushWithRetries(question: Question, push: Push): Promise<RunnerAnswer> {
  const waits = push.setting.retryMs ?? defaultRetryMs;
  for (let tries = 0; ; tries += 1) {
    try {
      await pushOnce(question, push);
      return { kind: 'push' };
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const wait = waits[tries];
      if (wait === undefined || !isPassing(error.message) || push.setting.signal.aborted)
        return refused(withoutSecrets(pushWords(error, placeOf(question, push)), push.token));
      await pause(wait, push.setting.signal);
    }
  }
}

const placeOf = ({ branch, token_env }: Question, { token }: Push) => ({
  ...{ branch, tokenEnv: token_env },
  hasToken: token !== null,
});

async function pushOnce({ commit, branch, is_forced }: Question, push: Push): Promise<void> {
  const refspec = `${is_forced ? '+' : ''}${commit}:${branchRef(branch)}`;
  const timeoutMs = push.setting.pushMs ?? defaultPushMs;
  const quiet = ['--no-verify', '--no-follow-tags', '--no-signed', '--recurse-submodules=no'];
  await gitInGroup(
    ['push', ...quiet, '--receive-pack=git-receive-pack', '--', remoteName, refspec],
    push.place,
    {
      ...{ extraConfig: configFor(push), timeoutMs, signal: push.setting.signal },
      env: { ...allowed(push.remote), ...sshEnvironment(push.setting.environment) },
    },
  );
}

/** By environment, so that neither address nor token stands in an argument list. */
function configFor({ remote, token }: Push): [string, string][] {
  const config: [string, string][] = [
    [`remote.${remoteName}.url`, remote.url],
    ['http.followRedirects', 'false'],
  ];
  if (remote.kind === 'https' && token !== null) {
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    config.push([`http.https://${remote.host}/.extraHeader`, `Authorization: Basic ${basic}`]);
  }
  return config;
}

/** This one transport, whatever the repository's config says. */
const allowed = ({ kind }: Found): Record<string, string> => ({
  GIT_ALLOW_PROTOCOL: kind === 'local' ? 'file' : kind,
});

const sshCommand = [
  ...['ssh', '-o BatchMode=yes', '-o StrictHostKeyChecking=yes', '-o ConnectTimeout=15'],
  ...['-o ServerAliveInterval=10', '-o ServerAliveCountMax=3'],
].join(' ');

/** The person's own keys, without a question at a terminal and without trust in unknown hosts. */
function sshEnvironment(own: PushSetting['environment']): Record<string, string> {
  const socket = own['SSH_AUTH_SOCK'];
  return {
    GIT_SSH_COMMAND: sshCommand,
    ...(socket === undefined ? {} : { SSH_AUTH_SOCK: socket }),
  };
}

const passing =
  /could not resolve host|connection (?:refused|reset|timed out|closed)|operation timed out|failed to connect|network is unreachable|early eof|the requested url returned error: 5\d\d|temporary failure|cannot lock ref|unable to create .*\.lock/i;
const isPassing = (message: string): boolean => passing.test(message);
