import { expect, it } from 'vitest';
import { runnerStartLine, startLineWarning } from './start-line.ts';

const line = runnerStartLine({
  server: 'https://overmind.example/',
  id: '0190f1b2-0000-7000-8000-0000abcd1234',
  token: 'ovr_secret',
});

it('takes the program from the server, and from nowhere else', () => {
  expect(line.match(/https?:\/\/\S+/g)).toEqual([
    'https://overmind.example/api/runner.tgz',
    'https://overmind.example',
  ]);
  expect(line).not.toMatch(/\bnp[mx]\b/);
});

it('leaves the token in a file of the runner, as an argument of no process', () => {
  // What a shell prints itself is no process.
  expect(line.match(/[^\\]*ovr_secret.*/g)).toEqual(["\n  printf %s 'ovr_secret' > token) && \\"]);
  expect(line).toContain('umask 077');
  expect(line).toContain('--token-file ~/.overmind-runner-abcd1234/token');
});

it.each([
  ...['http://127.0.0.1:4000', 'http://localhost:4000/', 'https://LOCALHOST', 'http://[::1]:4000'],
  ...['http://127.1/', 'http://overmind.localhost:80', 'http://0.0.0.0:4000'],
])('warns that %s leads nowhere from another machine, and says what to set', (server) => {
  expect(startLineWarning(server)).toMatch(/only works on this machine.*PUBLIC_URL.*HOST/);
});

it.each([
  ...['https://overmind.example', 'http://192.168.1.7:4000', 'https://localhost.example', 'http://[fd00::1]'],
  ...['https://overmind.example/localhost', 'http://127.example'],
])('does not warn of %s', (server) => {
  expect(startLineWarning(server)).toBeNull();
});
