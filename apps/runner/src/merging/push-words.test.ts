import { expect, it } from 'vitest';
import { GitError } from '../workspace/git.ts';
import { pushWords } from './push-words.ts';

const place = { branch: 'main', tokenEnv: 'GITHUB_TOKEN', hasToken: false };

it.each<[string, Partial<typeof place>, RegExp]>([
  [
    "git push: fatal: could not read Username for 'https://github.com': terminal prompts disabled",
    {},
    /^It wants a sign-in, and GITHUB_TOKEN is not set on the runner\. could not read/,
  ],
  [
    "remote: Invalid username or token.\nfatal: Authentication failed for 'https://github.com/a/b/'",
    { hasToken: true },
    /^It does not accept the token in GITHUB_TOKEN of the runner\. Invalid username/,
  ],
  ['fatal: unable to access: The requested URL returned error: 403', {}, /may not push there\./],
  ["remote: Repository not found.\nfatal: repository 'x' not found", {}, /^There is no such repository/],
  [
    'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
    {},
    /^It took none of the ssh keys/,
  ],
  ['Host key verification failed.\nfatal: Could not read from remote repository.', {}, /host’s key/],
  [
    ' ! [rejected] abc -> main (fetch first)\nerror: failed to push some refs to x',
    {},
    /^main has commits there that are not here\. .*\[rejected\]/,
  ],
  ['git push: Command timed out after 60000 milliseconds: git push', {}, /^It did not answer in time\./],
  ['fatal: unable to access: server certificate verification failed', {}, /^Its certificate/],
  [' ! [remote rejected] main -> main (pre-receive hook declined)', {}, /^\[remote rejected\] main/],
  ['', {}, /^It refused without a word\.$/],
])('says what to do about %j', (message, more, words) => {
  expect(pushWords(new GitError(message, 128), { ...place, ...more })).toMatch(words);
});
