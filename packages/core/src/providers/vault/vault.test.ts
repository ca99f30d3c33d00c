import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sealed, Vault } from './vault.ts';

let folder: TempFolder;
let vault: Vault;
let path: string;
beforeEach(async () => {
  folder = await createTempFolder();
  vault = new Vault(folder.path);
  path = join(folder.path, 'master-keys.json');
});
afterEach(() => folder.remove());

const identity = 'provider_keys/openai';
const secret = 'sk-secret-of-the-provider';
const rule = (name: string) => ({ code: 'rule_violated', rule: name });

it('opens what it sealed, for the same record only', async () => {
  const sealed = await vault.seal(secret, identity);
  expect(await vault.open(sealed, identity)).toBe(secret);
  await expect(vault.open(sealed, 'provider_keys/other')).rejects.toMatchObject(
    rule('vault.sealed_elsewhere'),
  );
});

it('seals the same secret differently each time', async () => {
  const [one, other] = [await vault.seal(secret, identity), await vault.seal(secret, identity)];
  expect(one.nonce.equals(other.nonce)).toBe(false);
  expect(one.sealed.equals(other.sealed)).toBe(false);
});

it('opens nothing of which a bit was changed, or that was cut', async () => {
  const sealed = await vault.seal(secret, identity);
  const changed: Sealed[] = [{ ...sealed, sealed: sealed.sealed.subarray(0, -1) }];
  for (let at = 0; at < sealed.sealed.length; at += 1) {
    const bytes = Buffer.from(sealed.sealed);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    changed.push({ ...sealed, sealed: bytes });
  }
  changed.push({ ...sealed, nonce: Buffer.alloc(12) }, { ...sealed, sealed: Buffer.alloc(3) });
  for (const each of changed)
    await expect(vault.open(each, identity)).rejects.toMatchObject(rule('vault.sealed_elsewhere'));
});

it('keeps one master key in a file for its owner only, however many begin at once', async () => {
  const vaults = Array.from({ length: 10 }, () => new Vault(folder.path));
  const sealed = await Promise.all(vaults.map((each) => each.seal(secret, identity)));
  expect(new Set(sealed.map((each) => each.master_key_id)).size).toBe(1);
  for (const each of sealed) expect(await vault.open(each, identity)).toBe(secret);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder.path)).toEqual(['master-keys.json']);
});

it('closes a file of keys that others could read', async () => {
  await vault.seal(secret, identity);
  await chmod(path, 0o644);
  await vault.seal(secret, identity);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('makes no key to open something with', async () => {
  const sealed = await vault.seal(secret, identity);
  await rm(path);
  const refused = vault.open(sealed, identity);
  await expect(refused).rejects.toMatchObject(rule('vault.master_key_lost'));
  await expect(refused).rejects.toThrow(/Enter the key again/);
  expect(await readdir(folder.path)).toEqual([]);
  const anew = await vault.seal(secret, identity);
  await expect(vault.open(sealed, identity)).rejects.toMatchObject(rule('vault.master_key_lost'));
  expect(await vault.open(anew, identity)).toBe(secret);
});

it.each(['', '{', '[]', '{"active":"a","keys":{}}', '{"active":"a","keys":{"a":"c2hvcnQ="}}'])(
  'leaves a damaged file (%j) as it is, and says what to do',
  async (text) => {
    await writeFile(path, text);
    const refused = vault.seal(secret, identity);
    await expect(refused).rejects.toMatchObject(rule('vault.master_keys_damaged'));
    await expect(refused).rejects.toThrow(/from a backup, or remove it/);
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);

it('opens with either key until a rotation is done, and forgets the old one then', async () => {
  const old = await vault.seal(secret, identity);
  const fresh = await vault.rotate(async () => {
    const opened = await vault.open(old, identity);
    return vault.seal(opened, identity);
  });
  expect(fresh.master_key_id).not.toBe(old.master_key_id);
  expect(await vault.open(fresh, identity)).toBe(secret);
  await expect(vault.open(old, identity)).rejects.toMatchObject(rule('vault.master_key_lost'));
});

it('keeps both keys when a rotation breaks off', async () => {
  const old = await vault.seal(secret, identity);
  await expect(vault.rotate(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
  expect(await vault.open(old, identity)).toBe(secret);
  expect(await vault.open(await vault.seal(secret, identity), identity)).toBe(secret);
});
