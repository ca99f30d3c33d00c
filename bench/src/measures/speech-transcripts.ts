/*
 * What the prompts of Asterisk say: core-sounds-en.txt of their release 1.6.1, which Debian has in a package of its own
 * (asterisk-core-sounds-en). It belongs to the sounds and has their licence: CC-BY-SA-3.0, by Allison Smith, with
 * contributions of Digium, Inc. It is fetched with them and never part of the repository.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { unpackDebian } from './speech-debian.ts';

const packed = 'usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';
const listHash = '4a5c1fea255e06020acd67efe37d162d0f0458f685efe578d224449f8e7f0bb4';

/** Name and words of each prompt that has words. Rejects for a list that the figures were not made with. */
export async function readTranscripts(): Promise<{ name: string; said: string }[]> {
  const folder = await unpackDebian('asterisk-core-sounds-en');
  const list = await promisify(gunzip)(await readFile(join(folder, packed)));
  if (createHash('sha256').update(list).digest('hex') !== listHash)
    throw new Error('What was fetched is not the list of what the prompts of Asterisk 1.6.1 say.');
  return list
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [, name = '', said = ''] = /^([^;:]+):\s*(.*)$/.exec(line) ?? [];
      // In brackets stand sounds that are not words.
      return name === '' || /^[[<(]/.test(said) ? [] : [{ name, said }];
    });
}
