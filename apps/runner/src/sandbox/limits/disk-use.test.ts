import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { runUnprivileged } from '../../test-support/unprivileged.ts';

/** What it finds look by look, by somebody who has no other right to a folder than to own it, and can get none. */
async function lookAt(folder: string, looks: string): Promise<unknown[]> {
  const code = `import { chmod } from 'node:fs/promises';
    import { DiskUse } from './disk-use.ts';
    const folder = process.argv.at(-1);
    const use = new DiskUse([folder], 64 * 1024 * 1024);
    const found = [];
    const look = async () => found.push((await use.findExcess())?.kind ?? null);
    const shut = (mode) => chmod(folder + '/shut', mode);
    await use.start();
    ${looks}
    console.log(JSON.stringify(found));`;
  const place = { cwd: import.meta.dirname, args: [folder], without: ['setfcap'] };
  return JSON.parse(await runUnprivileged(code, place));
}

async function makeShut(): Promise<string> {
  const folder = await tempFolder();
  await mkdir(join(folder, 'shut'));
  await chmod(join(folder, 'shut'), 0o000);
  return folder;
}

it.runIf(process.getuid?.() === 0)('takes what stays out of sight for more than the limit', async () => {
  const looks = 'await look(); await look(); await look();';
  expect(await lookAt(await makeShut(), looks)).toEqual([null, 'unseen', 'unseen']);
});

it.runIf(process.getuid?.() === 0)('lets folders be shut for a moment', async () => {
  const looks = `await look(); await shut(0o700); await look(); await shut(0); await look(); await look();`;
  expect(await lookAt(await makeShut(), looks)).toEqual([null, null, null, null]);
});
