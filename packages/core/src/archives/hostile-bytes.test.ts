import { gunzipSync, gzipSync } from 'node:zlib';
import { archiveFormat } from '@overmind/contracts/entities/archive';
import type { Headers } from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importBytes, openArchive, packAgain, packRaw, putEntry, putRows } from './test-support/archives.ts';
import { HostileTries } from './test-support/hostile.ts';

let tries: HostileTries;
beforeAll(async () => {
  tries = await HostileTries.start();
});
afterAll(() => tries.on.stop());

test('the archive that the others are made from comes in', async () => {
  const archive = await tries.changed(() => {});
  await expect(importBytes(tries.on.core, tries.importer, archive, { ids: 'remap' })).resolves.toMatchObject({
    files: 1,
  });
});

test('bytes that are no archive are refused', async () => {
  await tries.expectRefusal(Buffer.from('hello'), /not a gzipped archive/);
  await tries.expectRefusal(Buffer.alloc(0), /cut|not a gzipped|empty/);
  await tries.expectRefusal(gzipSync(Buffer.alloc(3_000, 'x')), /not an archive/);
  await tries.expectRefusal(gzipSync(Buffer.alloc(1_024)), /empty/);
});

test('a cut archive is refused, wherever it was cut', async () => {
  for (const part of [0.1, 0.5, 0.9, 0.999])
    await tries.expectRefusal(tries.good.subarray(0, Math.floor(tries.good.length * part)), /cut|damaged/);
  const tar = gunzipSync(tries.good);
  for (const part of [0.3, 0.7])
    await tries.expectRefusal(
      gzipSync(tar.subarray(0, Math.floor((tar.length * part) / 512) * 512)),
      /cut|damaged|missing/,
    );
});

test('an edited archive is refused', async () => {
  const edited = await openArchive(tries.good);
  const tasks = edited.entries.get('rows/tasks.ndjson') ?? Buffer.alloc(0);
  edited.entries.set('rows/tasks.ndjson', Buffer.from(tasks.toString().replace('Change the', 'Chance the')));
  await tries.expectRefusal(await packAgain(edited), /hash.*edited/);
  edited.entries.set('rows/tasks.ndjson', Buffer.concat([tasks, tasks]));
  await tries.expectRefusal(await packAgain(edited), /size.*edited/);
  edited.entries.delete('rows/tasks.ndjson');
  await tries.expectRefusal(await packAgain(edited), /rows\/tasks.ndjson is missing/);
});

test('a newer format, an unknown table and a missing table are refused', async () => {
  await tries.expectRefusal(
    await tries.changed(({ manifest }) => (manifest.format = archiveFormat + 1)),
    /newer version/,
  );
  await tries.expectRefusal(
    await tries.changed((archive) => putRows(archive, 'users', [])),
    /table that this version does not know/,
  );
  const without = await openArchive(tries.good);
  without.entries.delete('rows/messages.ndjson');
  without.manifest.entries = without.manifest.entries.filter(({ path }) => path !== 'rows/messages.ndjson');
  await tries.expectRefusal(await packAgain(without), /does not name rows\/messages/);
});

test.each([
  '../../evil',
  '/etc/passwd',
  'rows/../evil',
  'files/artifacts/../../x',
  'rows/a\\b.ndjson',
  'rows/./tasks.ndjson',
])('the path %s is refused in the manifest and in the tar', async (path) => {
  await tries.expectRefusal(
    await tries.changed((archive) => putEntry(archive, path, Buffer.from('x'), null)),
    /path that no archive has/,
  );
  const extra = await openArchive(tries.good);
  extra.entries.set(path, Buffer.from('x'));
  await tries.expectRefusal(await packAgain(extra), /manifest does not name/);
});

test.each(['symlink', 'link', 'character-device', 'fifo', 'directory'] as const)(
  'a %s is refused',
  async (type) => {
    const { manifest, entries } = await openArchive(tries.good);
    const packed = await packRaw([
      [{ name: 'manifest.json' }, Buffer.from(JSON.stringify(manifest))],
      ...[...entries].map(([name, content]): [Headers, Buffer] =>
        name === 'rows/tasks.ndjson'
          ? [{ name, type, linkname: '/etc/passwd' }, Buffer.alloc(0)]
          : [{ name }, content],
      ),
    ]);
    await tries.expectRefusal(packed, /plain file|manifest does not name/);
  },
);

test('an entry that is there twice is refused', async () => {
  const { manifest, entries } = await openArchive(tries.good);
  const all = [...entries].map(([name, content]): [Headers, Buffer] => [{ name }, content]);
  const text = Buffer.from(JSON.stringify(manifest));
  await tries.expectRefusal(
    await packRaw([[{ name: 'manifest.json' }, text], ...all, ...all.slice(0, 1)]),
    /twice/,
  );
  await tries.expectRefusal(await packRaw(all), /manifest.json/);
  manifest.entries.push(...manifest.entries.slice(0, 1));
  await tries.expectRefusal(await packAgain({ manifest, entries }), /twice/);
});

test('a row of eighty million blanks, which weighs nearly nothing, is refused', async () => {
  const bomb = await tries.changed((archive) =>
    putEntry(archive, 'rows/messages.ndjson', Buffer.alloc(80 * 1024 * 1024, 32), 0),
  );
  expect(bomb.length).toBeLessThan(1_000_000);
  await tries.expectRefusal(bomb, /has a row/);
});

/** The archive with its entry `long` marked as another type, which the packer would not write. */
function retyped(packed: Buffer, type: string): Buffer {
  const tar = gunzipSync(packed);
  const header = tar.subarray(tar.indexOf('long\0'));
  header.write(type, 156);
  header.write('        ', 148);
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return gzipSync(tar);
}

test.each(['x', 'g', 'L', 'K'])(
  'a header of type %s that is longer than any of ours is refused before it is held',
  async (type) => {
    const filler = Buffer.from(Array.from({ length: 6 * 1024 * 1024 }, (_, at) => (at * at) % 251));
    const { manifest, entries } = await openArchive(tries.good);
    const good = [...entries].map(([name, content]): [Headers, Buffer] => [{ name }, content]);
    const first: [Headers, Buffer] = [{ name: 'manifest.json' }, Buffer.from(JSON.stringify(manifest))];
    for (const order of [
      [[{ name: 'long' }, filler], first, ...good],
      [first, [{ name: 'long' }, filler], ...good],
    ] satisfies [Headers, Buffer][][])
      await tries.expectRefusal(retyped(await packRaw(order), type), /more than its entries/);
  },
);

test('texts that would take far more memory as values are refused unread', async () => {
  const millions = `[${'[],'.repeat(2_500_000)}[]]`;
  const archive = await openArchive(tries.good);
  const manifest = Buffer.from(`{"format": 1, "entries": ${millions}}`);
  await tries.expectRefusal(await packRaw([[{ name: 'manifest.json' }, manifest]]), /more values than any/);
  putEntry(archive, 'rows/tasks.ndjson', Buffer.from(`{"id": ${millions}}\n`), 1);
  await tries.expectRefusal(await packAgain(archive), /row 1, holds more values/);
  await tries.expectRefusal(
    await tries.changedRow('agent_run_logs', (row) => (row['lines'] = millions)),
    /The log of run .* holds more values/,
  );
});
