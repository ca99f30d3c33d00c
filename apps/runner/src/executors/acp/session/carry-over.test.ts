import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunControl } from '../../../process/run-control.ts';
import { makeConfinedScene } from '../../../test-support/confined.ts';
import { carryOver } from './carry-over.ts';

/** Prints what the store in its home holds, with `tell`, and puts what a file holds there, with `take`. */
const program = `#!${process.execPath}
const { mkdirSync, readFileSync, renameSync, writeFileSync, unlinkSync } = require('node:fs');
const [, , verb, file] = process.argv;
const store = process.env.HOME + '/data/sessions.db';
const how = process.env.HOW ?? '';
if (how === verb + ' fails') process.exit(1);
if (verb === 'tell') {
  process.stdout.write(readFileSync(store, 'utf8'));
  writeFileSync(store + '.new', readFileSync(store, 'utf8') + readFileSync(store + '-wal', 'utf8'));
  renameSync(store + '.new', store);
  unlinkSync(store + '-wal');
  if (how === 'tell hangs') setInterval(() => {}, 60_000);
} else {
  mkdirSync(process.env.HOME + '/data');
  writeFileSync(store, readFileSync(file, 'utf8'));
  if (how === 'take is half done') process.exit(1);
}
`;

const store = {
  files: ['data/sessions.db', 'data/sessions.db-wal'],
  transfer: {
    tell: (sessionId: string) => ['tell', sessionId],
    take: (file: string) => ['take', file],
    clean: (printed: string) => `clean ${printed}`,
  },
};

/** A home with a session and a setting in it, and an empty one. */
async function makePlace(how = '') {
  const scene = await makeConfinedScene({ level: 'restricted', env: { HOW: how } });
  const path = join(scene.folder, 'agent.js');
  await writeFile(path, program);
  await chmod(path, 0o755);
  const place = join(scene.folder, 'agents/one');
  const [left, home] = [join(place, 'home'), join(place, 'next')];
  for (const folder of [join(left, 'data'), home]) await mkdir(folder, { recursive: true });
  await writeFile(join(left, 'data/sessions.db'), 'session');
  await writeFile(join(left, 'data/sessions.db-wal'), ' and more');
  await writeFile(join(left, 'data/settings.json'), 'evil');
  const control = new RunControl();
  const found = { ok: true as const, argv: [path], shown: ['agent'], title: 'Agent', preset: null };
  const { confinement, workspace } = scene;
  const step = { workspace: workspace.path, confinement, control, killGraceMs: 100 };
  const carry = (mostMs = 60_000) => carryOver({ left, home, sessionId: 'one', store, found, step, mostMs });
  const everything = async () => ({
    left: await readFile(join(left, 'data/sessions.db'), 'utf8'),
    leftNames: (await readdir(join(left, 'data'))).sort(),
    home: await readdir(home),
    place: (await readdir(place)).sort(),
  });
  return { place, left, home, control, carry, everything };
}

const asItWas = { home: [], place: ['home', 'next'] };

it('lets the program tell its session and take in what is left of it', async () => {
  const { home, carry } = await makePlace();
  expect(await carry()).toBe(true);
  expect(await readdir(home, { recursive: true })).toEqual(['data', 'data/sessions.db']);
  expect(await readFile(join(home, 'data/sessions.db'), 'utf8')).toBe('clean session');
});

it.each([
  ['tell fails', 60_000],
  ['take fails', 60_000],
  ['take is half done', 60_000],
  ['tell hangs', 500],
])('leaves the session where it was when the program could not do that: %s', async (how, mostMs) => {
  const { carry, everything } = await makePlace(how);
  expect(await carry(mostMs)).toBe(false);
  const { left, leftNames, ...rest } = await everything();
  expect(rest).toEqual(asItWas);
  expect(left).toMatch(/^session/);
  expect(leftNames).toContain('settings.json');
  // Whole, however far the program had come with it: with its journal, or with that written into it.
  expect(leftNames.includes('sessions.db-wal') || left === 'session and more').toBe(true);
});

it('leaves the session where it was when the run is stopped meanwhile', async () => {
  const { control, carry, everything } = await makePlace('tell hangs');
  const carried = carry();
  setImmediate(() => control.stop('released'));
  expect(await carried).toBe(false);
  expect(await everything()).toMatchObject({ ...asItWas, left: expect.stringMatching(/^session/) });
});

it('finds the session again that a runner was about to carry over when it was killed', async () => {
  const { place, left, home, carry } = await makePlace();
  await mkdir(join(place, 'stage/data'), { recursive: true });
  await writeFile(join(place, 'stage/data/sessions.db'), 'on its way');
  await writeFile(join(left, 'data/sessions.db'), 'older');
  expect(await carry()).toBe(true);
  expect(await readFile(join(home, 'data/sessions.db'), 'utf8')).toBe('clean on its way');
});
