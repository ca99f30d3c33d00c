import { execFile } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Provenance } from '@overmind/contracts/entities/provenance';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { coloursFor } from '../../terminal/colour.ts';
import { recordingAddress } from '../recordings/address.ts';
import { findCommittedLine } from './local-blame.ts';
import { renderProvenance } from './tree.ts';

const run = promisify(execFile);
let folder: Awaited<ReturnType<typeof createTempFolder>>;
let file: string;
let head: string;

const git = async (...args: string[]): Promise<string> =>
  (
    await run('git', ['-c', 'user.name=Ada', '-c', 'user.email=a@example.org', ...args], { cwd: folder.path })
  ).stdout.trim();

beforeAll(async () => {
  folder = await createTempFolder();
  file = join(folder.path, 'src', 'cart.ts');
  await git('init', '--quiet', '--initial-branch=main');
  await mkdir(join(folder.path, 'src'));
  await writeFile(file, 'one\ntwo\n');
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'first');
  head = await git('rev-parse', 'HEAD');
});
afterAll(() => folder.remove());

it('finds the commit of a line that has moved since, from a worktree too', async () => {
  const expected = { repository: folder.path, revision: head, path: 'src/cart.ts', line: 2 };
  expect(await findCommittedLine(file, 2)).toEqual(expected);
  await writeFile(file, 'zero\none\ntwo\n');
  expect(await findCommittedLine(file, 3)).toEqual(expected);
  const elsewhere = join(folder.path, 'tree');
  await git('worktree', 'add', '--quiet', '--detach', elsewhere);
  expect(await findCommittedLine(join(elsewhere, 'src', 'cart.ts'), 2)).toEqual(expected);
});

it.each<[string, () => string, number, RegExp]>([
  ['a line that is not committed', () => file, 1, /not committed yet/],
  ['a line past the end', () => file, 99, /has only 3 lines/],
  ['a file that git does not know', () => join(folder.path, 'src', 'new.ts'), 1, /no such path/],
  ['a file in no folder', () => join(folder.path, 'gone', 'new.ts'), 1, /There is no file/],
  ['a file in no repository', () => '/proc/version', 1, /in no git repository/],
])('says so of %s', async (_what, path, line, words) => {
  await writeFile(file, 'zero\none\ntwo\n');
  await appendFile(join(folder.path, 'src', 'new.ts'), '');
  await expect(findCommittedLine(path(), line)).rejects.toThrow(words);
});

const found: Provenance = {
  ...{ path: 'src/cart.ts', line: 2, text: 'total\u001b[2J += price', recording_id: null },
  commit: {
    sha: 'a'.repeat(40),
    author: 'Ada <a@example.org>',
    subject: 'Count in cents',
    committed_at: '2026-01-01T00:00:00.000Z',
  },
  ...{ merge: null, run: null, agent: null, task: null, approved_by: 'Ada', request: null, message: null },
  ...{ author: null, detail: 'Ada made this commit; no run of this project did.' },
};

const message: Message = {
  ...{ id: '0190a000-0000-7000-8009-000000000003', conversation_id: '0190a000-0000-7000-8009-000000000004' },
  ...{ role: 'user', sender_id: null, message_type: 'chat', content: 'discuss it', content_format: 'plain' },
  ...{ parent_message_id: null, requires_user_response: false, related_task_id: null },
  ...{ links: { tasks: [], choices: [] }, created_at: '2026-01-01T00:00:00.000Z' },
};

it('draws the walk as a tree, with nothing in it that steers a terminal', () => {
  const drawn = renderProvenance(found, coloursFor({ isTTY: false }), () => '');
  expect(drawn.split('\n')).toEqual([
    'src/cart.ts:2  total += price',
    expect.stringMatching(/^└─ commit aaaaaaaaaa {2}Count in cents {2}/),
    '   └─ approved by Ada',
    'Ada made this commit; no run of this project did.',
  ]);
});

it('leads by way of the discussion that decided it', () => {
  const discussion = { id: '0190a000-0000-7000-8009-000000000002', title: 'How prices are rounded' };
  const drawn = renderProvenance({ ...found, discussion }, coloursFor({ isTTY: false }), () => '');
  expect(drawn).toContain('└─ decided in How prices are rounded');
  const decided_with = { ...message, content: 'make tasks of that' };
  const taken = { ...found, discussion: { ...discussion, decided_with }, message };
  expect(renderProvenance(taken, coloursFor({ isTTY: false }), () => '')).toMatch(
    /└─ taken up "make tasks of that"\n *└─ decided in How prices are rounded\n *└─ message "discuss it"/,
  );
});

it('leads on to the very moment at which it was spoken, as far as that is known', () => {
  const id = '0190a000-0000-7000-8009-000000000001';
  const spoken = { id, start_ms: 12_400, end_ms: 3_615_000, audio: '/api/audio' };
  const draw = (part: Partial<Provenance>): string | undefined =>
    renderProvenance(
      { ...found, detail: null, recording_id: id, ...part },
      coloursFor({ isTTY: false }),
      (place) => recordingAddress('http://127.0.0.1:3000', 'p', place),
    )
      .split('\n')
      .at(-1)
      ?.trim();
  const page = `http://127.0.0.1:3000/projects/p/recordings/${id}`;
  expect(draw({ recording: spoken })).toBe(`└─ recording 0:12–1:00:15  ${page}?at=12400`);
  expect(draw({})).toBe(`└─ recording ${page}`);
});
