import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SessionUpdate } from '@agentclientprotocol/sdk';
import { allow, type DriveOptions, driveAgent, reject } from '@overmind/testing/agents/drive-agent';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { programs } from '../../programs.ts';
import { buildPrograms } from '../../test-support/build.ts';
import { ensureDemoRepository } from '../repository.ts';
import { readFailures, runTests } from './run-tests.ts';

const run = promisify(execFile);
const never = new AbortController().signal;

let cwd: string;
beforeAll(() => buildPrograms());
beforeEach(async () => {
  const folder = await createTempFolder();
  onTestFinished(() => folder.remove());
  cwd = await ensureDemoRepository(folder.path);
});

async function start(answerPermission: DriveOptions['answerPermission'] = allow) {
  const driven = await driveAgent({ argv: [programs.demoAgent], env: {} }, { cwd, answerPermission });
  onTestFinished(() => driven[Symbol.asyncDispose]());
  return { driven, sessionId: await driven.startSession() };
}

const wordsIn = (updates: readonly SessionUpdate[]): string =>
  updates
    .map((update) =>
      update.sessionUpdate === 'agent_message_chunk' && update.content.type === 'text'
        ? update.content.text
        : '',
    )
    .join('');
const changes = async (): Promise<string> => (await run('git', ['-C', cwd, 'diff', '--numstat'])).stdout;

it('mends the one failing test in one line, once it may, and says that it is a script', async () => {
  expect(await runTests(cwd, never)).toMatchObject({ passed: 3, failed: 1 });
  const { driven, sessionId } = await start();
  expect(await driven.prompt(sessionId, 'Fix what fails')).toBe('end_turn');
  expect(await runTests(cwd, never)).toMatchObject({ passed: 4, failed: 0 });
  expect(await changes()).toBe('1\t1\tsrc/cart.js\n');
  const [asked] = driven.permissions;
  expect(driven.permissions).toHaveLength(1);
  expect(asked?.toolCall).toMatchObject({
    title: 'Edit src/cart.js',
    kind: 'edit',
    content: [{ type: 'diff', newText: await readFile(join(cwd, 'src/cart.js'), 'utf8') }],
  });
  const words = wordsIn(driven.updates);
  expect(words).toMatch(/^Scripted demo agent: no model is used[.]/);
  expect(words).toContain('Changed applyDiscount in src/cart.js');
  const kinds = new Set(driven.updates.map(({ sessionUpdate }) => sessionUpdate));
  expect([...kinds].sort()).toEqual([
    'agent_message_chunk',
    'agent_thought_chunk',
    'plan',
    'tool_call',
    'tool_call_update',
  ]);
});

it('changes nothing where it may not', async () => {
  const { driven, sessionId } = await start(reject);
  expect(await driven.prompt(sessionId, 'Fix what fails')).toBe('end_turn');
  expect(wordsIn(driven.updates)).toContain('I was not allowed to change src/cart.js');
  expect(await changes()).toBe('');
});

it('ends its turn when it is cancelled while it waits for an answer', async () => {
  const { driven, sessionId } = await start(() => new Promise(() => {}));
  const turn = driven.prompt(sessionId, 'Fix what fails');
  await waitFor(() => driven.permissions.length > 0, { what: 'the question' });
  await driven.agent.notify('session/cancel', { sessionId });
  expect(await turn).toBe('cancelled');
  expect(await changes()).toBe('');
});

it('says so when nothing fails, and when what fails is not in its script', async () => {
  const { driven, sessionId } = await start();
  await driven.prompt(sessionId, 'Fix what fails');
  await driven.prompt(sessionId, 'once more');
  expect(wordsIn(driven.updates)).toContain('All 4 tests pass already');
  await writeFile(
    join(cwd, 'src/cart.js'),
    (await readFile(join(cwd, 'src/cart.js'), 'utf8')).replace('0);', '7);'),
  );
  await driven.prompt(sessionId, 'and now?');
  expect(wordsIn(driven.updates)).toMatch(/fails: .+ !== .+[.] My script knows no mend for that[.]$/);
});

it('reads failures out of a report with more than one, and leaves out what is no assertion', () => {
  const block = (name: string, code: string) =>
    `not ok 1 - ${name}\n  ---\n  location: '/shop/a.test.js:1:1'\n  error: |-\n    Expected it:\n    \n    1 !== 2\n  code: '${code}'\n  ...\n`;
  expect(readFailures(block('one', 'ERR_ASSERTION') + block('two', 'ERR_TEST_FAILURE'))).toEqual([
    { name: 'one', path: '/shop/a.test.js', error: 'Expected it: 1 !== 2' },
  ]);
});
