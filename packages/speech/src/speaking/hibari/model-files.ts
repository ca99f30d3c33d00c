import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Dictionary, type Entry } from './lexicon/dictionary.ts';
import { WordList } from './lexicon/word-list.ts';
import type { WordTables } from './normalise/tables.ts';
import { Tagger, type TaggerModel } from './tokens/tagger.ts';
import { Tokenizer } from './tokens/tokenizer.ts';

const unzip = promisify(gunzip);

/** What the out-of-vocabulary network reads and writes: an id is a place in the list, counted from one. */
export interface Alphabets {
  in: readonly string[];
  out: readonly string[];
  maxlen: number;
}

/** The ids of the phonemes, as the network was trained with. */
export type Vocabulary = Readonly<Record<string, number>>;

export interface ReadingTables {
  words: WordTables;
  tokenizer: Tokenizer;
  tagger: Tagger;
  list: WordList;
}

/**
 * The caller holds that the file has this shape: the files are held against the hashes of the manifest where they come
 * in, and a hundred thousand entries checked one by one would double the time to load.
 */
async function readTable<Shape>(folder: string, name: string): Promise<Shape> {
  const bytes = await readFile(join(folder, name));
  const text = (name.endsWith('.gz') ? await unzip(bytes) : bytes).toString('utf8');
  return JSON.parse(text) as Shape;
}

export const readVocabulary = (folder: string): Promise<Vocabulary> => readTable(folder, 'vocab.json');
export const readAlphabets = (folder: string): Promise<Alphabets> => readTable(folder, 'oov.json');

/** Everything that reading needs, one file after the other, so that only one is in memory twice. */
export async function readReadingTables(folder: string): Promise<ReadingTables> {
  const special = await readTable<Record<string, string[]>>(folder, 'tokenizer_exceptions.json');
  return {
    words: await readTable<WordTables>(folder, 'normalize.json'),
    tokenizer: new Tokenizer(new Map(Object.entries(special))),
    tagger: new Tagger(await readTable<TaggerModel>(folder, 'tagger.json.gz')),
    list: new WordList(
      new Dictionary(await readTable<Record<string, Entry>>(folder, 'lexicon_us_gold.json.gz')),
      new Dictionary(await readTable<Record<string, Entry>>(folder, 'lexicon_us_silver.json.gz')),
    ),
  };
}
