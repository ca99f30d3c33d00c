import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskStorage } from './disk.ts';

let folder: TempFolder;
let storage: DiskStorage;
beforeEach(async () => {
  folder = await createTempFolder();
  storage = new DiskStorage(join(folder.path, 'storage'));
});
afterEach(() => folder.remove());

const path = 'projects/one/artifacts/file';
const files = async () =>
  (await readdir(folder.path, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());

test('a file comes back as it was put, with its size and hash, readable by nobody else', async () => {
  const content = Buffer.from('hello\0\xff', 'latin1');
  const stored = await storage.put(path, Readable.from([content.subarray(0, 3), content.subarray(3)]), 100);
  expect(stored).toEqual({ sizeBytes: 7, sha256: createHash('sha256').update(content).digest('hex') });
  const full = join(folder.path, 'storage', path);
  expect(await readFile(full)).toEqual(content);
  expect((await stat(full)).mode & 0o077).toBe(0);
});

test('a file of exactly the limit is stored, a larger one leaves nothing', async () => {
  await storage.put(path, Readable.from([Buffer.alloc(10)]), 10);
  const larger = storage.put('projects/one/other', Readable.from([Buffer.alloc(10), Buffer.alloc(1)]), 10);
  await expect(larger).rejects.toMatchObject({ code: 'too_large' });
  expect(await files()).toHaveLength(1);
});

test('an upload that breaks off leaves nothing, and the file of before stays', async () => {
  await storage.put(path, Readable.from(['before']), 100);
  const broken = Readable.from(
    (function* () {
      yield 'half';
      throw new Error('the line went dead');
    })(),
  );
  await expect(storage.put(path, broken, 100)).rejects.toThrow('the line went dead');
  expect(await files()).toHaveLength(1);
  expect(await storage.readText(path, 100)).toBe('before');
});

test('an upload that breaks off before its first byte leaves nothing, each time', async () => {
  const broken = () =>
    new Readable({
      read() {
        this.destroy(new Error('the line went dead'));
      },
    });
  const all = Array.from({ length: 20 }, (_, index) => storage.put(`${path}-${index}`, broken(), 100));
  for (const each of await Promise.allSettled(all)) expect(each.status).toBe('rejected');
  expect(await files()).toEqual([]);
});

test('a file that is being written is not seen', async () => {
  const slow = new Readable({ read: () => {} });
  const putting = storage.put(path, slow, 100);
  slow.push('half');
  await expect(storage.readText(path, 100)).rejects.toThrow('ENOENT');
  slow.push(null);
  await putting;
  expect(await storage.readText(path, 100)).toBe('half');
});

test('a range is read with both its ends, and a text no further than its limit', async () => {
  await storage.put(path, Readable.from(['0123456789']), 100);
  expect(await text(storage.read(path, { start: 2, end: 4 }))).toBe('234');
  expect(await storage.readText(path, 3)).toBe('012');
  expect(await storage.readText(path, 300)).toBe('0123456789');
});

test.each(['../outside', 'a/../../outside', '..', '', '.', 'a/../..'])(
  '"%s" is no path of the storage',
  async (wrong) => {
    const refusal = /not a path of the storage/;
    await expect(storage.put(wrong, Readable.from(['x']), 10)).rejects.toThrow(refusal);
    expect(() => storage.read(wrong)).toThrow(refusal);
    await expect(storage.readText(wrong, 10)).rejects.toThrow(refusal);
    await expect(storage.remove(wrong)).rejects.toThrow(refusal);
    expect(await files()).toEqual([]);
  },
);

test('an absolute path stays inside too', async () => {
  await storage.put('/etc/passwd', Readable.from(['x']), 10);
  expect(await readFile(join(folder.path, 'storage', 'etc/passwd'), 'utf8')).toBe('x');
});

test('a file is removed with what a killed process had begun to write of it, and of no other', async () => {
  const part = (name: string) => join(folder.path, 'storage', `${name}.${randomUUID()}.part`);
  await storage.put(path, Readable.from(['x']), 10);
  await writeFile(part(path), 'half');
  await writeFile(part(`${path}.other`), 'half');
  await writeFile(part(`${path}-2`), 'half');
  await storage.remove(path);
  const left = (await files()).map(({ name }) => name).sort();
  expect(left).toEqual([expect.stringMatching(/^file-2\./), expect.stringMatching(/^file\.other\./)]);
});

test('a folder is removed with all that it holds, also when it is not there', async () => {
  await storage.put(path, Readable.from(['x']), 10);
  await storage.remove('projects/one');
  await storage.remove('projects/one');
  expect(await files()).toEqual([]);
});
