import { realpath } from 'node:fs/promises';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { onTestFinished } from 'vitest';

/** Takes what is to be done when the test ends, or whatever else something is made for. */
export type AtEnd = (work: () => void | Promise<void>) => void;

/** A folder that is removed when the test ends. */
export async function tempFolder(atEnd: AtEnd = onTestFinished): Promise<string> {
  const folder = await createTempFolder();
  atEnd(() => folder.remove());
  return realpath(folder.path);
}
