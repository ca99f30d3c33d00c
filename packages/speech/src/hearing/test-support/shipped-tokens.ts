import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTokens, type Tokens } from '../tokens.ts';
import { shippedFolders } from './folders.ts';

export const readShippedTokens = async (): Promise<Tokens> =>
  readTokens(await readFile(join(shippedFolders.recognition, 'tokenizer.bin')));
