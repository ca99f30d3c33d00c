import type { GitError } from '../workspace/git.ts';

interface Place {
  branch: string;
  tokenEnv: string;
  hasToken: boolean;
}

/** What git and remotes say when they refuse, and what a person can do about it. */
const reasons: readonly (readonly [RegExp, (place: Place) => string])[] = [
  [
    /non-fast-forward|fetch first|stale info/i,
    ({ branch }) =>
      `${branch} has commits there that are not here. Fetch and merge them into ${branch} here, then merge again.`,
  ],
  [
    /host key verification failed/i,
    () =>
      'The runner does not know that host’s key. Connect to it once by ssh as the person who runs the runner.',
  ],
  [
    /permission denied \(|publickey/i,
    () => 'It took none of the ssh keys of the person who runs the runner. Add one there.',
  ],
  [
    /could not read (?:username|password)|authentication failed|invalid credentials|error: 401/i,
    ({ tokenEnv, hasToken }) =>
      hasToken
        ? `It does not accept the token in ${tokenEnv} of the runner.`
        : `It wants a sign-in, and ${tokenEnv} is not set on the runner.`,
  ],
  [/error: 403/i, ({ tokenEnv }) => `The token in ${tokenEnv} of the runner may not push there.`],
  [
    /error: 404|repository .*not found|does not appear to be a git repository/i,
    () => 'There is no such repository, or the runner may not see it.',
  ],
  [/timed out after \d+ milliseconds|timed out in/i, () => 'It did not answer in time.'],
  [/certificate|ssl|tls/i, () => 'Its certificate is not one that the runner trusts.'],
];

/** What the remote said, rather than how git put it. */
function remoteWords(message: string): string {
  const lines = message
    .replace(/^git push: /, '')
    .split('\n')
    .map((line) => line.trim());
  const said = lines.filter((line) => /^(?:remote:|!|fatal:|error:|git@|ssh:)/.test(line));
  return (said.length > 0 ? said : lines)
    .map((line) => line.replace(/^(?:remote:|!|fatal:|error:)\s*/, ''))
    .filter((line) => line !== '' && !/^failed to push some refs/.test(line))
    .join(' ');
}

/** Why a push was refused: what to do, where that is known, and the remote's own words. */
export function pushWords({ message }: GitError, place: Place): string {
  const reason = reasons.find(([form]) => form.test(message))?.[1](place) ?? '';
  const words = remoteWords(message);
  return (
    [reason, words]
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, 900) || 'It refused without a word.'
  );
}
